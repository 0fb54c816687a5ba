"""Which names, words and points of a chronicle are not published, and their removal."""
