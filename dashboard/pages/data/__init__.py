"""Data: files out and in, entries by hand."""
