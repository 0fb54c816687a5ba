"""Which attribution covers a stretch of the text."""

from collections.abc import Sequence

from khronika.model.span import Span
from khronika.reading.mentions import AttributionMention


def attribution_at(mentions: Sequence[AttributionMention], span: Span) -> AttributionMention | None:
    """The innermost attribution whose content covers the span; None where the author speaks.

    Content that covers the whole span comes before content that only holds its beginning. What was said in the
    dispatch's own sentence comes before what was carried on. Attributions of a wish or a feeling (``reports``
    False) are left out.
    """
    best: tuple[tuple[bool, bool, int], AttributionMention] | None = None
    for mention in mentions:
        if not mention.reports or not mention.content:
            continue
        if mention.content[0].start - _FAR > span.start or mention.content[-1].end + _FAR < span.start:
            continue
        rank = _rank(mention, span)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, mention)
    return best[1] if best else None


def speaker_span(mention: AttributionMention) -> Span | None:
    """Where the dispatch names the speaker: the antecedent of a pronoun, else the source; None for a passive report."""
    spans = mention.antecedent or mention.source
    return spans[0] if spans else None


def _rank(mention: AttributionMention, span: Span) -> tuple[bool, bool, int] | None:
    """Lower is better: whole before part, own before carried, short before long; None where it does not cover."""
    for piece in mention.content:
        if piece.contains(span):
            return (False, mention.carried, piece.end - piece.start)
    hull = _hull(mention)
    if hull is not None and hull.contains(span):
        return (False, mention.carried, hull.end - hull.start)
    for piece in mention.content:
        if piece.start <= span.start < piece.end:
            return (True, mention.carried, piece.end - piece.start)
    return None


def _hull(mention: AttributionMention) -> Span | None:
    """From the first to the last of source, cue and content, where they stand close together."""
    spans = sorted((*mention.source, *mention.cue, *mention.content))
    if not mention.content or not spans:
        return None
    hull = Span(spans[0].start, max(span.end for span in spans))
    return hull if hull.end - hull.start <= sum(span.end - span.start for span in spans) + _GAP else None


_FAR = 600
"""Code points from its content beyond which nothing of an attribution lies."""

_GAP = 12
"""Code points between the parts of one attribution that still make one stretch (", ", " that")."""
