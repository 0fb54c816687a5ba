"""The command line: one file a verb; the only layer that prints and exits."""
