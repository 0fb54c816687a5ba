"""A hundred and thirteen contested episodes, written by hand, with their answers; see README.md."""
