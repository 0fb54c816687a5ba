"""What leads to a person without naming one: addresses of mail, and what a photo's file says of place and owner.

Both are covered by default. Of a photo the place stays in no field of a claim either; the time stays.
"""

import re
from dataclasses import replace

from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.publishing.withholding.searching import Hit

ADDRESS = "an address"
METADATA = "metadata withheld"
_LONGEST = 64
"""Code points of the part of an address before its "@". Source: RFC 5321, section 4.5.3.1.1."""
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+$")
_DOMAIN = re.compile(r"@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")


def traces_in(text: str) -> list[Hit]:
    """The addresses of mail in a text, in order."""
    found = []
    for domain in _DOMAIN.finditer(text):
        local = _LOCAL.search(text, max(0, domain.start() - _LONGEST), domain.start())
        if local is not None:
            found.append(Hit(local.start(), domain.end(), ADDRESS))
    return found


def sensitive_metadata(dispatch: Dispatch) -> list[Hit]:
    """The lines of a photo's metadata that may lead to a person."""
    return [Hit(*one.span, METADATA) for one in dispatch.metadata or () if one.sensitive]


def without_covered_place(claim: Claim, covered: tuple[Hit, ...]) -> Claim:
    """The claim; without its place where the words that gave it are a photo's metadata, which are covered."""
    place = claim.place
    if place is None or place.span is None:
        return claim
    hidden = any(hit.label == METADATA and hit.start <= place.span.start < hit.end for hit in covered)
    return replace(claim, place=None) if hidden else claim
