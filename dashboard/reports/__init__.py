"""The same figures as files for other programs. Rows are handed in; nothing is asked here."""
