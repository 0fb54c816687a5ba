"""FollowTheMoney: entities that OpenAleph and its kin read, by their own library. Rules: ``codes/ftm.toml``."""

import json
from typing import Any

from khronika.errors import MissingExtra
from khronika.publishing.exchange.codes import codes
from khronika.publishing.exchange.exporter import Export, Exporter
from khronika.publishing.exchange.ftm_entities import Entities
from khronika.publishing.exchange.ftm_records import make_all
from khronika.publishing.exchange.unheld import gaps_and_refusals
from khronika.publishing.ledger import Ledger
from khronika.publishing.recalling import Recalled

CODES = codes("ftm")
FILE = "entities.ftm.json"


def export(recalled: Recalled) -> Export:
    """Every entity as a line of ``entities.ftm.json``, and what that leaves out.

    Raises: MissingExtra without followthemoney.
    """
    ledger = Ledger(recalled.chronicle)
    entities = Entities(_model(), recalled.sha256)
    make_all(ledger, entities)
    lines = [json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in entities.as_dicts()]
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    losses = (*entities.losses, *gaps_and_refusals(ledger))
    return Export(files={FILE: content}, counts={FILE: len(lines)}, losses=losses)


def _model() -> Any:
    """The library's schemata. Raises: MissingExtra."""
    try:
        from followthemoney import model  # noqa: PLC0415  (2 s, for which no other command must wait)
    except ImportError as error:
        raise MissingExtra(
            "the export to ftm needs followthemoney, which is not installed: pip install 'khronika[exchange]' "
            "(its PyICU is built from source: on Debian, apt install g++ pkg-config libicu-dev python3-dev first)"
        ) from error
    return model


EXPORTER = Exporter(
    name="ftm",
    title=CODES["title"],
    about=CODES["about"],
    rules=CODES["rules"],
    empty=CODES["empty"],
    export=export,
)
