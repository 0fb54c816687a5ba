"""Whether a number is one that its speaker gave before: "put the toll at 31, having earlier said 34"."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError
from khronika.model.claim import Claim
from khronika.model.figure import Figure

_FILE = "looking_back.toml"
_WITHIN = 4
"""Words between such a word and the number ("having EARLIER said that as many as 34 were dead")."""


def looks_back(claim: Claim, figure: Figure) -> bool:
    """Whether the words right before the number say that it was given earlier. Raises: VocabularyError."""
    return _before().search(claim.quote[: max(0, figure.span.start - claim.span.start)]) is not None


@cache
def _before() -> re.Pattern[str]:
    try:
        words = tomllib.loads(files("khronika.reconciling.counts").joinpath(_FILE).read_text("utf-8"))["words"]
        either = "|".join(map(re.escape, words))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise VocabularyError(f"{_FILE}: {error}") from None
    return re.compile(rf"\b(?:{either})(?:\s+[\w'’-]+){{0,{_WITHIN}}}\s*\Z", re.I)
