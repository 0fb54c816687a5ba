"""The one door: a chronicle that was read back in, a folder in an exchange format out."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from khronika.model.chronicle import Chronicle
from khronika.publishing.door import linted
from khronika.publishing.exchange.exporter import Export, Exporter
from khronika.publishing.exchange.statement import DROPPED, STATEMENT, dropped_csv, losses_by_rule, statement
from khronika.publishing.folder import FolderKind, write_all
from khronika.publishing.recalling import Recalled
from khronika.reference.gazetteer.credit import CREDIT

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written.

    files: paths below the folder, in order. counts: file -> records.
    left_out, poorer: rule -> how many records are left out, or hold less than in the chronicle.
    doubts: what the linter found worth a look.
    """

    files: tuple[str, ...]
    counts: dict[str, int]
    left_out: dict[str, int]
    poorer: dict[str, int]
    doubts: tuple[str, ...] = ()


def folder_kind(exporter: Exporter) -> FolderKind:
    """How a folder with an export to this format is known; one to another format is somebody else's."""
    return FolderKind(f"export to {exporter.name}", f"khronika-export-{exporter.name}", MANIFEST)


def export(recalled: Recalled, exporter: Exporter, out: Path, whole: Chronicle | None = None) -> Exported:
    """Write the chronicle to the folder `out` in the exporter's format, with statement, table of losses and manifest.

    The same chronicle gives the same bytes; nothing outside `out` is touched.

    whole: a chronicle from which nothing was withheld, to lint the files by; None: they are not linted.

    Raises: OutputError where `out` holds something else or the disk refuses; Exposed where the linter finds something;
        MissingExtra.
    """
    made = exporter.export(recalled)
    files = {
        **made.files,
        STATEMENT: statement(exporter, recalled, made),
        DROPPED: dropped_csv(exporter, made.losses),
    }
    doubts = linted(files, whole) if whole else ()
    done = _counted(exporter, made)
    write_all(out, files, kind=folder_kind(exporter), facts=_facts(recalled, exporter, done))
    return Exported(
        files=(*sorted(files), MANIFEST), counts=done["counts"], left_out=done["left_out"], poorer=done["poorer"],
        doubts=doubts,
    )  # fmt: skip


def _counted(exporter: Exporter, made: Export) -> dict[str, dict[str, int]]:
    by_rule = losses_by_rule(exporter, made.losses)
    return {
        "counts": {**dict(sorted(made.counts.items())), DROPPED: len(made.losses)},
        "left_out": {rule: len(found) for rule, found in by_rule.items() if not found[0].exported},
        "poorer": {rule: len(found) for rule, found in by_rule.items() if found[0].exported},
    }


def _facts(recalled: Recalled, exporter: Exporter, done: dict[str, dict[str, int]]) -> dict[str, object]:
    """What the manifest says beside the digests."""
    chronicle = recalled.chronicle
    kinds = Counter(one.kind for one in chronicle.incidents)
    return {
        "to": exporter.name,
        **done,
        "chronicle": {
            "sha256": recalled.sha256,
            "schema_version": recalled.schema_version,
            "policy": chronicle.policy,
            "reader": chronicle.reader,
            "dispatches": len(chronicle.dispatches),
            "claims": len(chronicle.claims),
            "incidents": kinds["incident"],
            "episodes": kinds["episode"],
            "people": len(chronicle.people),
            "sources": len(chronicle.sources),
            "withheld": recalled.withheld,
        },
        "credit": CREDIT,
    }
