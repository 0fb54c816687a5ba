"""Pairs of written names with what a careful documenter makes of them: one person, two, or undecidable (README.md)."""
