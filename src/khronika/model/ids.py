"""Kinds of identifier, so that one is never taken for another."""

import hashlib
from typing import NewType

DocId = NewType("DocId", str)
ClaimId = NewType("ClaimId", str)
IncidentId = NewType("IncidentId", str)
PersonId = NewType("PersonId", str)
SourceId = NewType("SourceId", str)
Sha256Hex = NewType("Sha256Hex", str)


def short_digest(*parts: object) -> str:
    """Twelve hex digits that depend on the parts and on nothing else.

    Unit: 48 bits; two of 100,000 things share one with a chance of about 2 in 100,000,
    so whoever hands out ids checks for a clash.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
