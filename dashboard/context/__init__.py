"""Who looks, at what, of which store: the view of an address, and the one way to ask."""
