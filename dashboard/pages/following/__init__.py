"""Sparat och följt."""
