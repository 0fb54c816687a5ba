"""Keeping a page of the web as an item, with how it was come by."""

from typing import Any

from khronika import __version__
from khronika.archive.adding import Custody
from khronika.archive.fetching import Fetched, fetch
from khronika.archive.founding import instant
from khronika.archive.store import Archive
from khronika.errors import ArchiveError


def add_address(archive: Archive, url: str, custody: Custody, *, allow_local: bool = False) -> Fetched:
    """Fetches an address and keeps the WARC; what was captured. It is safe when this returns.

    Raises: as ``fetching.fetch``; ArchiveError where the archive cannot be written.
    """
    archive.require_open()
    got = fetch(url, allow_local=allow_local, clock=archive.clock)
    said: dict[str, Any] = {
        "source_url": url,
        "final_url": got.final,
        "collected_at": instant(got.at),
        "method": "fetched over the network by Khronika",
        "tool": f"khronika {__version__}",
        "answers": [
            {"url": where, "status": status, "headers": [list(pair) for pair in headers]}
            for where, status, headers in got.steps
        ],
    }
    if custody.collected_by:
        said["collected_by"] = custody.collected_by
    facts = {"why": custody.why, "item": {"name": got.name, "media_type": "application/warc"}, "custody": said}
    try:
        with archive.writing() as writer:
            writer.append_item("item", [got.warc], lambda _: facts)
    except OSError as error:
        raise ArchiveError(f"{archive.path}: cannot be written: {error.strerror or error}") from error
    return got
