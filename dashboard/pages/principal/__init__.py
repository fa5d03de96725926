"""Huvudman: everything on one."""
