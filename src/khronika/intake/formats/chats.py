"""What exports of messengers have in common: a message is a dispatch, and whoever wrote it in private stays unnamed.

The unit of testimony is the message, as it was sent. A private sender goes by a number that intake gives; what is
sealed of a message leaves the sender out, since a digest over a name would let a guess at the name be checked.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.hooks import Draft
from khronika.model.refusal import Refusal
from khronika.reference.display import sayable, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. text: its words, never empty. published: ISO 8601, without an offset where the export has none.

    sender: what tells one private sender from another (an account, a name in the address book), or None.
    names: those of the private sender, to be covered wherever a text holds them.
    outlet: the public channel that it was published in, or None.
    """

    where: str
    text: str
    published: str | None
    sender: str | None = None
    names: tuple[str, ...] = ()
    outlet: str | None = None
    encoding: str = "utf-8"


@dataclass(slots=True)
class Asides:
    """What a chat holds besides messages of words: how often, by what it was."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str) -> None:
        """Counts one of a kind, such as "calls and joins, left out", told with their number behind."""
        self.counts[what] += 1

    def told(self, name: str) -> Iterator[Refusal]:
        """One note for all of them, none where there are none."""
        if self.counts:
            reason = "; ".join(f"{what}: {count:,}" for what, count in sorted(self.counts.items()))
            yield Refusal(step="intake", name=shown(name), reason=reason, unread=False)


def draft_of(message: Message) -> Draft:
    """The dispatch in the making."""
    text = sayable(message.text)
    sealed = {"id": message.where, "published": message.published, "channel": message.outlet, "text": text}
    return Draft(
        raw=json.dumps(sealed, ensure_ascii=False).encode("utf-8", "replace"),
        text=text,
        encoding=message.encoding,
        where=sayable(message.where),
        published=message.published,
        published_from="record" if message.published else None,
        publisher=sayable(message.outlet) if message.outlet else None,
        sender=message.sender,
        private_names=tuple(map(sayable, message.names)),
    )
