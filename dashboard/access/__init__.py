"""Who the viewer is, what they may see and do, shared links and what is followed. Knows the store, and no page."""
