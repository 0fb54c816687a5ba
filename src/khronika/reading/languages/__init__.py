"""The languages that can be read: a folder each."""
