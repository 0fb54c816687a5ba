"""Overlaps of lists -> how many people there were, those on no list among them (multiple systems estimation)."""
