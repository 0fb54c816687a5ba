"""The one door of this step: a chronicle in, a folder out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from khronika.errors import Exposed, OutputError
from khronika.model.chronicle import Chronicle
from khronika.publishing.folder import MANIFEST, owned_files, write_all
from khronika.publishing.geojson import incidents_geojson
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.addresses import Limits
from khronika.publishing.pages.assets import BASE_MAP, equipped
from khronika.publishing.pages.basemap import basemap_script
from khronika.publishing.pages.registers import located
from khronika.publishing.pages.site import pages
from khronika.publishing.record import as_bytes, record
from khronika.publishing.tables.flat import csv_files, datapackage
from khronika.publishing.withholding.redaction import BLOCK, PublicCopy, redacted, unredacted
from khronika.publishing.withholding.searching import Hit

_RECORD = "data/chronicle.json"
_LARGE = 4_000_000
"""Code points of a file above which it is looked over line by line."""
_MARKUP = re.compile(r"<[^<>]*>|&#?\w+;|\\.")


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: paths below the folder, in order; and what was withheld, as ``chronicle.json`` says it.

    doubts: what the linter found worth a look.
    """

    files: tuple[str, ...]
    withheld: dict[str, object]
    doubts: tuple[str, ...] = ()


def publish(
    chronicle: Chronicle,
    out: Path,
    *,
    include_names: bool = False,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits | None = None,
    lint: bool = False,
) -> Published:
    """Write the chronicle to the folder `out`: pages, tables, map data, record, manifest.

    include_names: True shows the names and quotes that are withheld by default.
    progress: called with the number of files written and the number of all.
    limits: how large a chronicle may be and still be one page.
    lint: searches all that will be written for what is protected; with `include_names` there is nothing to search for.
    The same chronicle gives the same bytes; nothing outside `out` is touched.

    Raises: OutputError where `out` holds something else, the disk refuses, or a withheld name would be shown; Exposed
        where the linter finds something.
    """
    owned_files(out)
    copy = unredacted(chronicle) if include_names else redacted(chronicle)
    files, doubts = files_of(copy, limits or Limits(), chronicle if lint and not include_names else None)
    write_all(out, files, progress)
    return Published((*sorted(files), MANIFEST), copy.withheld.as_dict(), doubts)


def files_of(
    copy: PublicCopy, limits: Limits, whole: Chronicle | None, more: Mapping[str, bytes] | None = None
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Every file of a public copy but the manifest, and what of it is worth a look.

    whole: the chronicle before anything was withheld, to lint the files by; None: they are not linted.
    more: files that go with them as they are.

    Raises: OutputError where a withheld name would be shown; Exposed where the linter finds something.
    """
    files, more = dict(render(copy, limits)), more or {}
    _without_leaks(copy, files)
    doubts = linted({**files, **more}, whole) if whole else ()  # before scripts are put in, which say nothing of it
    files = equipped(files, {BASE_MAP: lambda: basemap_script(_points(copy.chronicle))})
    return {**files, **more}, doubts


def public_record(chronicle: Chronicle) -> bytes:
    """What ``data/chronicle.json`` holds of a chronicle. Raises: OutputError where a withheld name would be shown."""
    copy = redacted(chronicle)
    files = {_RECORD: as_bytes(record(copy.chronicle.as_dict(), copy.withheld.as_dict()))}
    _without_leaks(copy, files)
    return files[_RECORD]


def linted(files: Mapping[str, bytes], chronicle: Chronicle) -> tuple[str, ...]:
    """What of these files is worth a look, one line each. Raises: Exposed where they show what is protected."""
    from khronika.publishing.linting.door import lint_files  # noqa: PLC0415  (only what leaves an archive is linted)

    found = lint_files(files, chronicle)
    if refused := tuple(str(one) for one in found if one.refused):
        raise Exposed(refused)
    return tuple(str(one) for one in found)


def render(copy: PublicCopy, limits: Limits) -> dict[str, bytes]:
    """Every file of the chronicle but manifest, scripts and styles: path below the folder -> bytes."""
    files = dict(pages(copy, limits))
    files |= {f"data/{name}": content for name, content in csv_files(Ledger(copy.chronicle)).items()}
    files["data/datapackage.json"] = as_bytes(datapackage())
    files["data/incidents.geojson"] = as_bytes(incidents_geojson(copy.chronicle))
    files[_RECORD] = as_bytes(record(copy.chronicle.as_dict(), copy.withheld.as_dict()))
    return files


def _points(chronicle: Chronicle) -> list[tuple[float, float]]:
    """Latitude and longitude of the places that are drawn: no finer than the tables give them."""
    places = [entry.place for entry in Ledger(chronicle).places if located(entry)]
    return [(place.lat, place.lon) for place in places if place.lat is not None and place.lon is not None]


def _without_leaks(copy: PublicCopy, files: dict[str, bytes]) -> None:
    """A second look at what will be written, by someone who did not make the copy: what it finds is blacked out.

    The look is cruder than the copy's own, so it may black out words that need not be; it never lets one through.

    Raises: OutputError where a name stands in a file's own name, or where it cannot be covered.
    """
    for name, content in files.items():
        text = content.decode("utf-8")
        if copy.full_names.hits(name):
            raise OutputError("the name of a file would have shown a name that is withheld; nothing was written")
        # a large record is gone through line by line: its strings are lines, and a search holds much for each letter
        parts = text.splitlines(keepends=True) if len(text) > _LARGE else [text]
        covered = [_looked_over(copy, name, part) for part in parts]
        if any(new is not old for new, old in zip(covered, parts, strict=True)):
            files[name] = "".join(covered).encode("utf-8")


def _looked_over(copy: PublicCopy, name: str, text: str) -> str:
    """The text itself where nothing is found in it, else with what was found blacked out."""
    hits = copy.full_names.hits(_plain(text))
    if not hits:
        return text
    covered = _covered(text, hits)
    if copy.full_names.hits(_plain(covered)):
        raise OutputError(f"{name}: would have shown a name that is withheld; nothing was written")
    return covered


def _plain(text: str) -> str:
    """The text with line breaks of JSON, a letter behind a backslash that would run into the next word, as spaces."""
    return text.replace("\\n", "  ")


def _covered(text: str, hits: Iterable[Hit]) -> str:
    """The text with the letters of the hits blacked out, one for one; markup, entities and escapes stay."""
    pieces, last = [], 0
    for hit in hits:
        markup = {i for found in _MARKUP.finditer(text, hit.start, hit.end) for i in range(*found.span())}
        pieces.append(text[last : hit.start])
        for at in range(hit.start, hit.end):
            pieces.append(BLOCK if at not in markup and text[at].isalnum() else text[at])
        last = hit.end
    return "".join([*pieces, text[last:]])
