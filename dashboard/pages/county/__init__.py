"""Länet: the start page."""
