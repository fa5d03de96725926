"""Files from outside and entries by hand → checked rows → one transaction."""
