"""Pieces of a page used by several pages."""
