"""``khronika annotate``: one layer of texts, one JSON line a document."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import STORY, khronika

FIELDS = {
    "times": {"type", "value", "edtf"},
    "places": {"name", "geonames_id", "lat", "lon", "country", "kind"},
    "figures": {"measure", "low", "high", "group", "exactness", "scope"},
    "attributions": {"source", "cue", "content", "stance", "basis"},
    "events": {"event_type", "acled_sub_event_type", "reality", "main"},
}
TEXTS = {"one": STORY, "two": "Police in Oslo detained 30 people on Friday 👮, the mayor said. 🕊 Nobody was hurt."}


def lines_of(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def rows_of(stdout: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    records = [{"doc_id": name, "text": text, "published": "2031-03-14T18:00Z"} for name, text in TEXTS.items()]
    path.write_bytes(lines_of(*records))
    return path


@pytest.mark.parametrize("profile", ["full", "fast"])
@pytest.mark.parametrize("layer", FIELDS)
def test_each_layer_has_its_fields_and_true_offsets(layer: str, profile: str, texts: Path) -> None:
    done = khronika("annotate", "--layer", layer, "--profile", profile, texts)
    rows = rows_of(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [row["doc_id"] for row in rows] == list(TEXTS)
    mentions = [(TEXTS[row["doc_id"]], mention) for row in rows for mention in row["mentions"]]
    assert mentions
    for text, mention in mentions:
        assert mention["text"] == text[mention["start"] : mention["end"]]
        assert mention.keys() >= FIELDS[layer]


def test_exactly_one_event_of_a_text_about_events_is_its_main_one(texts: Path) -> None:
    rows = rows_of(khronika("annotate", "--layer", "events", "--profile", "fast", texts).stdout)
    assert [sum(mention["main"] for mention in row["mentions"]) for row in rows] == [1, 1]
    for row in rows:
        said = [(mention["start"], mention["end"], mention["event_type"]) for mention in row["mentions"]]
        assert said == sorted(set(said))


def test_a_compressed_file_and_standard_input_are_read_alike(texts: Path) -> None:
    packed = texts.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(texts.read_bytes()))
    plain, unpacked = (khronika("annotate", "--layer", "times", path).stdout for path in (texts, packed))
    piped = khronika("annotate", "--layer", "times", "-", stdin=texts.read_bytes()).stdout
    assert plain == unpacked == piped
    assert plain


def test_id_and_dct_are_understood_as_doc_id_and_published() -> None:
    line = lines_of({"id": 7, "text": "Yesterday.", "dct": "2031-03-14"})
    (row,) = rows_of(khronika("annotate", "--layer", "times", "-", stdin=line).stdout)
    assert row["doc_id"] == 7
    assert row["mentions"][0]["value"] == "2031-03-13"


def test_a_bad_line_is_named_with_its_number_and_the_rest_is_done() -> None:
    bad = [b"{", b"[1]", b'{"text": 5}', b"\xff\xfe", b"[" * 100_000, b'{"text": "x", "n": ' + b"9" * 6000 + b"}"]
    good = lines_of({"doc_id": "a", "text": "On Friday."})
    done = khronika("annotate", "--layer", "times", "-", stdin=b"\n".join(bad) + b"\n\n" + good)
    assert done.returncode == 1
    assert [row["doc_id"] for row in rows_of(done.stdout)] == ["a"]
    complaints = done.stderr.decode().splitlines()
    assert [line.split(": ")[2] for line in complaints] == [f"standard input:{n}" for n in range(1, len(bad) + 1)]


def test_a_time_of_publication_that_is_none_is_noted_and_loses_nothing() -> None:
    records = lines_of({"doc_id": "a", "text": "Yesterday.", "published": "some day"})
    done = khronika("annotate", "--layer", "times", "-", stdin=records)
    assert done.returncode == 0
    assert b"note: standard input:1: its time of publication" in done.stderr
    assert len(rows_of(done.stdout)[0]["mentions"]) == 1


def test_half_characters_move_no_offset() -> None:
    line = b'{"doc_id": "\\ud800", "text": "\\udfff\\ud800 on Friday"}\n'
    done = khronika("annotate", "--layer", "times", "-", stdin=line, env={"PYTHONIOENCODING": "ascii", "PATH": "/bin"})
    (row,) = rows_of(done.stdout)
    assert (row["doc_id"], row["mentions"][0]["start"], row["mentions"][0]["text"]) == ("\ufffd", 6, "Friday")


def test_an_archive_that_breaks_off_is_named_after_what_could_be_read(tmp_path: Path) -> None:
    lines = lines_of(*({"doc_id": n, "text": f"On Friday, {n * 7919 % 3001} days ago."} for n in range(20_000)))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:20_000])
    done = khronika("annotate", "--layer", "times", "a.jsonl.gz", cwd=tmp_path)
    read = [row["doc_id"] for row in rows_of(done.stdout)]
    assert (done.returncode, read) == (1, list(range(len(read))))
    assert len(read) > 100
    assert done.stderr == b"khronika: not read: a.jsonl.gz: the compressed file is damaged or cut short\n"


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_what_is_no_file_is_wrong_use(name: str, tmp_path: Path) -> None:
    done = khronika("annotate", "--layer", "times", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert name.encode() in done.stderr


@pytest.mark.parametrize("layer", FIELDS)
def test_every_field_of_a_layer_stands_in_the_documentation(layer: str, texts: Path) -> None:
    document = (Path(__file__).parents[2] / "docs/annotate.md").read_text("utf-8")
    section = document[document.index(f"## {layer}\n") :].split("\n## ")[0]
    rows = rows_of(khronika("annotate", "--layer", layer, "--profile", "fast", texts).stdout)
    for field in {field for row in rows for mention in row["mentions"] for field in mention}:
        assert f"`{field}`" in section + document.split("\n## ")[0], field
