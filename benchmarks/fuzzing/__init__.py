"""Fuzzing of the parsers of what strangers hand in; see ``__main__``."""
