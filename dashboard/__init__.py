"""Lägesbild: how far a county has come, shown as it stood on any day."""
