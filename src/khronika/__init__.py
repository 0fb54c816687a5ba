"""Khronika turns the dispatches of a crisis into a chronicle that can be checked."""
