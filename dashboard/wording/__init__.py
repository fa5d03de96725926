"""Swedish: numbers, days and lists, the sentences of figures, the words for invented rows. Pure functions."""
