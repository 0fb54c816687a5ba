"""The archive: signed append-only logs, sealed items, and an index that can be made anew from them.

It imports no step: what a dispatch or a claim is, is none of its business beyond bytes, digests and spans.
docs/archive.md is for the people who use it, docs/archive-format.md for those who write a program that reads it.
"""
