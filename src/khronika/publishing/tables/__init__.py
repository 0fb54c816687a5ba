"""The chronicle as tables."""
