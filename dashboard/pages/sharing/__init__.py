"""Dela vyn, and the view that a link opens."""
