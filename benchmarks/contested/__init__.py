"""Contested episodes, written by hand, with their answers; see README.md."""
