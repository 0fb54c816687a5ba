"""Events that a clause names twice, which are one; the same in every language."""

from collections.abc import Sequence

from khronika.reading.mentions import EventMention

_REPEAT = 60
"""Code points within which the same type named again in the same clause is the same event."""


def without_repeats(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Without those that say the same of the same clause again a few words later."""
    last: dict[tuple[object, ...], int] = {}
    kept = []
    for mention in mentions:
        key = (mention.event_type, mention.span, mention.reality)
        if mention.trigger.start - last.get(key, -_REPEAT) >= _REPEAT:
            kept.append(mention)
            last[key] = mention.trigger.end
    return kept
