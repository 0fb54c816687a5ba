"""Bytes to items and dispatches: one module a format, one door (``door.py``); copies are found here."""
