"""Personuppgifter and the accessibility statement."""
