"""Behörighet: roles, members, what is held on whoever looks."""
