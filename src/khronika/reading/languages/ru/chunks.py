"""Where a Russian sentence falls into stretches that each tell one thing."""

from collections.abc import Sequence

from khronika.reading.languages.ru.measuring import said_in
from khronika.reading.sentence import Token

_MARKS = frozenset({",", ";", ":", "—", "–", "-", "(", ")", "«", "»", "“", "”", "„", '"', "!", "?", "…", "."})
_JOINTS = frozenset({"и", "а", "но", "однако", "зато"})


def chunks_of(tokens: Sequence[Token], numbered: frozenset[int]) -> list[range]:
    """Stretches between marks, cut besides before "и" and "а" where both sides say what befell somebody.

    numbered: tokens of numbers; a mark inside a number cuts nothing.
    """
    found: list[range] = []
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and (tokens[at].text not in _MARKS or at in numbered):
            continue
        if at > start:
            found += _cut_at_joints(tokens, range(start, at))
        start = at + 1
    return found


def _cut_at_joints(tokens: Sequence[Token], stretch: range) -> list[range]:
    for at in stretch[1:-1]:
        if tokens[at].lower in _JOINTS:
            before, behind = range(stretch.start, at), range(at + 1, stretch.stop)
            if said_in(tokens, before) and said_in(tokens, behind):
                return [before, *_cut_at_joints(tokens, behind)]
    return [stretch]
