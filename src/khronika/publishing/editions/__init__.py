"""Editions: a chronicle as it was published, what changed since the one before, and names that last."""
