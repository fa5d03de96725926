"""Kommunikation: the plan, whom it has reached, and feedback."""
