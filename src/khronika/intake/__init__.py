"""Bytes -> items and dispatches: one module a format, one door."""
