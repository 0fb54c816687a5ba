"""Formats of intake that are read by a library of their trade, one module a format."""
