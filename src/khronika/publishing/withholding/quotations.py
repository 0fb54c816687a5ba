"""The whole of what somebody is quoted with: from one quotation mark to the other."""

import re
from collections.abc import Iterable, Iterator

from khronika.model.span import Span

# Opening and closing marks of one quotation within a paragraph; the straight mark opens and closes.
_QUOTATION = re.compile(r"“[^“”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^«»\n]*[»\n]|„[^„“”\n]*[“”\n]|‘‘[^’\n]*’’|``[^'\n]*''")


def quotations_touching(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The quotations, marks left out, that share a code point with one of `spans`.

    A quotation that runs on past its paragraph ends with the line.
    """
    wanted = sorted(spans)
    if not wanted:
        return
    for found in _QUOTATION.finditer(text):
        inner = Span(found.start() + 1, found.end() - 1)
        if any(inner.overlaps(span) for span in wanted):
            yield inner
