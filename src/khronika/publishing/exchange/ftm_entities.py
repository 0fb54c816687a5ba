"""Entities in the making. The library drops what it cannot clean without a word; here nothing goes without one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khronika.publishing.exchange.exporter import Loss

_CHECKED = ("text", "string", "name")
"""Types of property whose value must come out as it went in; dates, countries and the like have a form of their own."""
Values = Mapping[str, Iterable[str | None] | str | None]


@dataclass(frozen=True, slots=True)
class Record:
    """What an entity is made of: the kind of record, its identifier in the chronicle, and how a person knows it."""

    kind: str
    record_id: str
    title: str = ""


class Entities:
    """The entities of one chronicle, in the order in which they were made, and what they could not take.

    model: the library's schemata. chronicle: digest of the chronicle, part of every identifier.
    """

    def __init__(self, model: Any, chronicle: str) -> None:
        self._model = model
        self._chronicle = chronicle
        self._made: list[Any] = []
        self.losses: list[Loss] = []

    def key(self, kind: str, record_id: str) -> str:
        """The identifier of an entity: the same chronicle gives the same, another chronicle never does."""
        joined = "\x1f".join((self._chronicle, kind, record_id))
        return f"khronika-{kind}-{hashlib.sha256(joined.encode('utf-8', 'replace')).hexdigest()[:24]}"

    def make(self, schema: str, record: Record, values: Values) -> None:
        """An entity with its values; None and "" are left out, and what the library refuses or alters is noted.

        Raises: followthemoney.exc.InvalidData where a property is not of the schema, or one that must be is missing.
        """
        entity = self._model.make_entity(schema)
        entity.id = self.key(record.kind, record.record_id)
        for name, given in values.items():
            for value in [given] if isinstance(given, str) else [one for one in given or () if one]:
                if value:
                    self._add(entity, name, value, record=record)
        entity.schema.validate(entity.to_dict())
        self._made.append(entity)

    def _add(self, entity: Any, name: str, value: str, *, record: Record) -> None:
        before = len(entity.get(name))
        entity.add(name, value)
        held = entity.get(name)
        kind = entity.schema.get(name).type.name
        if value in held or (kind not in _CHECKED and len(held) > before):
            return
        rule = "altered" if len(held) > before else "refused"
        self.lose(rule, record, name)

    def lose(self, rule: str, record: Record, what: str = "") -> None:
        """Notes something that the entities do not hold as it is."""
        self.losses.append(
            Loss(rule=rule, record=record.kind, record_id=record.record_id, title=record.title, what=what)
        )

    def as_dicts(self) -> Iterator[dict[str, Any]]:
        """The entities as the library writes them."""
        return (entity.to_dict() for entity in self._made)
