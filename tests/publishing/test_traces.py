"""Addresses, and what a photo says of place and owner, are in no file unless somebody asks for them."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.publishing.door import publish
from khronika.publishing.withholding.traces import traces_in
from khronika.rounds import Order, chronicle_of

SAMPLES = Path(__file__).parents[1] / "data" / "formats"
MAIL = """From: Dana Merev <dana.merev@private.example>
Date: Thu, 13 Mar 2031 12:40:07 +0500
Subject: At the gate

Four people were killed at the gate of the harbour. Write to dana.merev@private.example, or ask for Merev.
"""
READABLE = (".html", ".csv", ".json", ".geojson")
HIDDEN = ("dana.merev", "private.example", "43.3412", "52.8619", "Dana Merev", "The gate of the harbour")


def written(folder: Path, *, include_names: bool) -> str:
    (folder / "in").mkdir()
    (folder / "in" / "a.eml").write_text(MAIL)
    (folder / "in" / "camera.jpg").write_bytes((SAMPLES / "camera.jpg").read_bytes())
    chronicle = chronicle_of([folder / "in"], Order(profile="fast"))
    publish(chronicle, folder / "out", include_names=include_names)
    files = sorted(path for path in (folder / "out").rglob("*") if path.suffix in READABLE)
    return "\n".join(f"{path}\n{path.read_text()}" for path in files)


def test_they_are_withheld_by_default(tmp_path: Path) -> None:
    out = written(tmp_path, include_names=False)
    assert "2031-03-13T12:41:07+05:00" in out
    assert not [words for words in HIDDEN if words in out]


def test_they_are_shown_on_request_but_for_the_header_of_a_mail(tmp_path: Path) -> None:
    out = written(tmp_path, include_names=True)
    assert not [words for words in HIDDEN if words not in out]
    assert "4711-0815" not in out
    assert "correspondent 1" in out


def test_the_sender_of_a_mail_that_only_brings_files_is_withheld(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Dana Merev <dana.merev@private.example>", "Re: The gate"
    message["Date"] = "Thu, 13 Mar 2031 12:40:07 +0500"
    message.add_attachment("Four people were killed in Orun. Thus far Dana Merev, at the gate.", filename="note.txt")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    publish(chronicle_of([tmp_path / "a.eml"], Order(profile="fast")), tmp_path / "out", include_names=False)
    files = [path.read_text() for path in (tmp_path / "out").rglob("*") if path.suffix in READABLE]
    assert any("Four people were killed" in text for text in files)
    assert not [text for text in files if "Merev" in text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to a.b+c@d-e.example.org.", ["a.b+c@d-e.example.org"]),
        ("<x@y.example>,z@w.example", ["x@y.example", "z@w.example"]),
        ("дана@почта.рф", ["дана@почта.рф"]),
        ("at 10@12 and @handle", []),
    ],
)
def test_addresses_are_found(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in traces_in(text)] == found


@given(st.text(alphabet="a@. -", max_size=60))
def test_what_is_found_holds_an_at_sign_and_stands_in_order(text: str) -> None:
    hits = traces_in(text)
    assert all("@" in text[hit.start : hit.end] for hit in hits)
    assert hits == sorted(hits)
