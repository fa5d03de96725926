"""Logg."""
