"""Möte and Presentation: the agenda, what is decided, notes and status reports."""
