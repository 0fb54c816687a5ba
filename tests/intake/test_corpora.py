"""The door on public corpora, where they lie beside the project (KHRONIKA_CORPORA says where else)."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khronika.intake.door import take_in

CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the public corpora are not beside the project"),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gva/docs.jsonl.gz", "muc4/messages.jsonl.gz"])
def test_it_accounts_for_every_record_and_never_changes_a_text(name: str) -> None:
    with gzip.open(CORPORA / name, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    taken = take_in([CORPORA / name])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == [record["doc_id"] for record in records]
    assert [dispatch.text for dispatch in taken.dispatches] == [record["text"] for record in records]
    assert not taken.refusals
    for dispatch, record in zip(taken.dispatches, records, strict=True):
        assert record["published"] is None or dispatch.published is not None
        assert dispatch.versions[0].span.start == 0
        assert dispatch.versions[-1].span.end == len(dispatch.text)


def test_it_reads_the_datelines_of_muc4() -> None:
    with gzip.open(CORPORA / "muc4/messages.jsonl.gz", "rt", encoding="utf-8") as stream:
        records = {record["doc_id"]: record for record in map(json.loads, stream) if record["part"] == "TST2"}
    taken = {dispatch.doc_id: dispatch for dispatch in take_in([CORPORA / "muc4/messages.jsonl.gz"]).dispatches}
    right = sum(
        (taken[doc_id].filing_place, taken[doc_id].publisher) == (record["place"].split(" (")[0], record["agency"])
        for doc_id, record in records.items()
    )
    assert right >= 0.95 * len(records)


def test_it_parts_the_updates_of_a_rolling_report() -> None:
    published = datetime(2031, 1, 1, tzinfo=UTC)
    report = CORPORA / "dispatches" / "zhanaozen-2011-12.txt"
    (dispatch,) = take_in([report], published=published).dispatches
    assert dispatch.text == report.read_bytes().decode("utf-8")
    assert [version.published for version in dispatch.versions] == [
        None,
        datetime(2011, 12, 17, 22, 30, tzinfo=UTC),
        None,
    ]
    assert dispatch.furniture[-1].end == len(dispatch.text.rstrip())
