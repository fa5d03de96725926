"""One sentence for each figure, computed from its rows."""
