"""Where facts are kept and questions are asked. Knows nothing of pages."""
