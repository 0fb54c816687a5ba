"""Web archives: each capture is read as a file of its own, and what is left out is counted."""

import gzip
import io
import re
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.formats.taking import SAMPLES, read_names, taken, told
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from khronika.intake.door import take_in
from khronika.intake.unpacking import Made

ARCHIVES = SAMPLES / "webarchives"
SITE = "http://127.0.0.1:8031"
STORY = "<html><body><p>Soldiers fired on a crowd in the harbour and killed four people.</p></body></html>"


def captured(*captures: tuple[str, str, str, bytes], packed: bool = True, **headers: str) -> bytes:
    """A WARC by warcio: captures as (address, status, media type, body)."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for address, status, kind, body in captures:
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers.items()], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2031-03-20T06:00:00Z"}
        writer.write_record(
            writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=dated)
        )
    return stream.getvalue()


def test_an_archive_of_wget_gives_its_pages_whatever_way_they_were_sent() -> None:
    intake = take_in([ARCHIVES / "wget.warc.gz"])
    found = {dispatch.url: dispatch for dispatch in intake.dispatches}
    assert set(found) == {f"{SITE}/{path}" for path in ("", "packed", "chunked", "notes.txt")}
    assert found[f"{SITE}/"].doc_id == f"wget.warc.gz/{SITE}/"
    assert "killed four people" in found[f"{SITE}/packed"].text
    assert "on Sunday" in found[f"{SITE}/chunked"].text


def test_a_page_is_dated_by_itself_and_only_else_by_its_capture() -> None:
    found = {dispatch.url: dispatch for dispatch in take_in([ARCHIVES / "wget.warc.gz"]).dispatches}
    own, none = found[f"{SITE}/"], found[f"{SITE}/packed"]
    assert own.published is not None
    assert own.published.isoformat() == "2031-03-14T18:00:00+05:00"
    assert none.published_from == "outer file"
    assert none.published is not None
    assert (none.published.tzinfo, none.published.year) == (UTC, 2026)


def test_what_was_captured_besides_is_counted() -> None:
    things = taken("a.warc.gz", (ARCHIVES / "wget.warc.gz").read_bytes())
    reasons = [thing.reason for thing in things if not isinstance(thing, Made)]
    assert reasons == [
        "records of the crawler's own, left out: metadata 1, request 9, resource 2, warcinfo 1",
        "captures of kinds that hold no report, left out: text/css 1",
        "answers that were no page, or one that is held already, left out: error 404 2, redirect 302 1, repeat 1",
    ]


def test_an_archive_that_is_not_compressed_or_compressed_as_a_whole_is_read_alike() -> None:
    plain = (ARCHIVES / "plain.warc").read_bytes()
    assert read_names(taken("a.warc", plain)) == [f"a.warc/{SITE}/"]
    assert read_names(taken("a.warc.gz", gzip.compress(plain))) == [f"a.warc.gz/{SITE}/"]
    assert read_names(taken("download", gzip.compress(plain))) == [f"download/{SITE}/"]


def test_a_wacz_is_opened_and_its_indexes_are_left_out() -> None:
    found = told(taken("a.wacz", (ARCHIVES / "packed.wacz").read_bytes()))
    assert found[f"a.wacz/archive/data.warc.gz/{SITE}/notes.txt"] == "read"
    assert found["a.wacz/pages/pages.jsonl"] == found["a.wacz/indexes/index.cdx"]
    assert found["a.wacz/pages/pages.jsonl"] == "note: an index of the web archive, and left out"
    assert not any(outcome.startswith("refused") for outcome in found.values())


def test_feeds_and_other_files_of_the_web_are_read_by_their_own_formats() -> None:
    rss = b"<rss version='2.0'><channel><item><description>Four died.</description></item></channel></rss>"
    data = captured(
        ("https://halda.example/feed", "200 OK", "text/xml; charset=utf-8", rss),
        ("https://halda.example/map", "200 OK", "application/xml", b"<urlset><url/></urlset>"),
        ("https://halda.example/notes", "200 OK", "Text/Plain", b"Four people died in Orun."),
        ("https://halda.example/", "200 OK", "text/html", STORY.encode()),
    )
    assert read_names(taken("a.warc.gz", data)) == [
        "a.warc.gz/https://halda.example/feed:1",
        "a.warc.gz/https://halda.example/notes",
        "a.warc.gz/https://halda.example/",
    ]


def test_a_page_that_cannot_be_read_does_not_lose_the_others() -> None:
    data = captured(
        ("https://a.example/1", "200 OK", "application/pdf", b"%PDF-1.4 nothing"),
        ("https://a.example/2", "200 OK", "text/html", b""),
        ("https://a.example/3", "200 OK", "text/html", STORY.encode()),
    )
    found = told(taken("a.warc.gz", data))
    assert found["a.warc.gz/https://a.example/3"] == "read"
    assert found["a.warc.gz/https://a.example/1"].startswith("refused")
    assert found["a.warc.gz/https://a.example/2"].startswith("refused")


@pytest.mark.parametrize("name", ["wget.warc.gz", "plain.warc"])
def test_a_cut_archive_is_read_so_far_and_the_damage_is_named(name: str) -> None:
    data = (ARCHIVES / name).read_bytes()
    read = set()
    for length in range(0, len(data) - 1, 73):
        things = taken(name, data[:length])
        assert any(not isinstance(thing, Made) and thing.unread for thing in things), length
        read.add(len(read_names(things)))
    assert read == set(range(max(read) + 1))
    assert max(read) >= 1


def test_a_record_that_mistells_its_length_is_named_and_the_library_says_nothing(capfd: pytest.CaptureFixture) -> None:
    page = ("https://a.example/1", "200 OK", "text/html", STORY.encode())
    one = captured(page, packed=False)
    length = int(re.search(rb"Content-Length: (\d+)", one)[1])
    short = one.replace(b"Content-Length: %d" % length, b"Content-Length: 25", 1)
    found = told(taken("a.warc", short + captured(("https://a.example/2", *page[1:]), packed=False)))
    assert any(said.startswith("refused") for said in found.values())
    assert capfd.readouterr() == ("", "")


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_never_ends_the_program(data: st.DataObject) -> None:
    content = bytearray((ARCHIVES / "plain.warc").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert taken("a.warc", bytes(content))


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".arc"])
@given(head=st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\0", b"filedesc://x"]), data=st.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_read_or_refused(suffix: str, head: bytes, data: bytes) -> None:
    assert taken(f"a{suffix}", head + data)


def test_addresses_that_are_paths_stay_names(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(captured(("http://a.example/../../etc/passwd", "200 OK", "text/plain", b"Four people died.")))
    (dispatch,) = take_in([path]).dispatches
    assert dispatch.doc_id == "a.warc.gz/http://a.example/../../etc/passwd"


@pytest.mark.parametrize("status", ["² OK", "٢٠٠ OK", "99999 OK", "2e2 OK"])
def test_a_status_that_is_no_number_of_three_digits_is_none(status: str) -> None:
    held = "Q" * len(status.encode())
    data = captured((f"{SITE}/a", held, "text/html", STORY.encode()), packed=False)
    assert told(taken("a.warc", data.replace(held.encode(), status.encode()))) == {f"a.warc/{SITE}/a": "read"}


@pytest.mark.parametrize("length", ["9" * 20, "9" * 400, "9" * 5000])
def test_a_record_that_is_longer_than_any_number_is_damage_and_the_others_are_read(length: str) -> None:
    one = captured((f"{SITE}/a", "200 OK", "text/html", STORY.encode()), packed=False)
    two = captured((f"{SITE}/b", "200 OK", "text/html", STORY.encode()), packed=False)
    found = told(taken("a.warc", one + re.sub(rb"Content-Length: \d+", b"Content-Length: " + length.encode(), two)))
    assert found.pop(f"a.warc/{SITE}/a") == "read"
    assert all("web archive" in reason for reason in found.values()), found
