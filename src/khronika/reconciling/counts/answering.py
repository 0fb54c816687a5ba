"""Whether a speaker answers for a deed himself, or denies that it was his (``answering.toml``)."""

import tomllib
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.model.claim import Claim
from khronika.reconciling.aspects.whereabouts import folded

_FILE = "answering.toml"


def owns_up(claim: Claim) -> bool:
    """Whether the speaker says that he did it: "the group claimed responsibility for the bombing"."""
    return _holds(claim, "owns_up")


def denies_own(claim: Claim) -> bool:
    """Whether what is denied would be the speaker's own deed: "denied that its aircraft bombed a wedding"."""
    if _holds(claim, "refuses"):
        return True
    words = folded(claim.quote).split()
    while words and words[0] in _words("before"):
        words = words[1:]
    return claim.attribution is not None and words[:1] != [] and words[0] in _words("own")


def _holds(claim: Claim, section: str) -> bool:
    said = f" {folded(claim.quote)} "
    return any(f" {words} " in said for words in _words(section))


@cache
def _words(section: str) -> frozenset[str]:
    """Raises: VocabularyError where the file is malformed."""
    try:
        found = tomllib.loads(files("khronika.reconciling.counts").joinpath(_FILE).read_text("utf-8"))
        return frozenset(folded(words) for words in found[section])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
