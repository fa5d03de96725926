"""Data frames made into figures: pure functions, one palette."""
