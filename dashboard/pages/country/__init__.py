"""Landet: the counties side by side."""
