"""Dispatch -> claims: one module a question."""
