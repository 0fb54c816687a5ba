"""The door: everything that goes in comes out as a dispatch or is named as refused."""

import gzip
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.working import lines_run

from khronika.errors import WrongUse
from khronika.intake.dispatching import Naming
from khronika.intake.door import take_in
from khronika.intake.measures import DEFAULT_LIMITS

STORY = "ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour and killed four people.\n"


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def record(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def test_it_keeps_the_text_of_a_plain_file_unchanged(tmp_path: Path) -> None:
    text = "  First line.\r\n\r\nSecond line, with a no-break\u00a0space and e\u0301.\r\n"
    taken = take_in([written(tmp_path / "a.txt", text)])
    assert taken.dispatches[0].text == text
    assert taken.dispatches[0].item is not None
    assert taken.dispatches[0].item.size_bytes == len(text.encode())


def test_it_takes_off_a_byte_order_mark_and_nothing_else(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        taken = take_in([written(tmp_path / f"{encoding}.txt", STORY.encode(encoding))])
        assert taken.dispatches[0].text == STORY


def test_a_byte_order_mark_by_itself_is_no_text(tmp_path: Path) -> None:
    (refusal,) = take_in([written(tmp_path / "a.txt", "\ufeff \n".encode())]).refusals
    assert (refusal.reason, refusal.unread) == ("the file is empty", True)


def test_it_reads_wide_text_without_its_mark(tmp_path: Path) -> None:
    assert take_in([written(tmp_path / "a.txt", STORY.encode("utf-16-le"))]).dispatches[0].text == STORY


def test_it_walks_folders_in_the_order_of_names_and_names_dispatches_by_their_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.txt"):
        written(tmp_path / "in" / name, STORY + name)
    taken = take_in([tmp_path / "in"])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["a/b/c.txt", "a/z.md", "b.txt"]
    assert not taken.refusals


def test_it_accounts_for_every_file_of_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "in/report.txt", STORY)
    written(tmp_path / "in/.hidden.txt", STORY)
    written(tmp_path / "in/empty.txt", b" \n")
    written(tmp_path / "in/picture.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    written(tmp_path / "outside.txt", "Nobody named this file, and nothing may lead to it.")
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "in/again.txt").symlink_to(tmp_path / "in/report.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in", target_is_directory=True)
    os.mkfifo(tmp_path / "in/pipe")
    taken = take_in([tmp_path / "in"])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["report.txt"]
    assert {refusal.name: refusal.unread for refusal in taken.refusals} == {
        ".hidden.txt": False,
        "again.txt": False,
        "empty.txt": True,
        "link.txt": True,
        "loop": False,
        "picture.bin": True,
        "pipe": True,
    }


def test_it_reads_a_file_once_that_is_named_twice(tmp_path: Path) -> None:
    path = written(tmp_path / "in/a.txt", STORY)
    taken = take_in([tmp_path / "in", path])
    assert len(taken.dispatches) == 1
    assert [refusal.unread for refusal in taken.refusals] == [False]


def test_it_refuses_to_start_where_a_path_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nowhere"):
        take_in([tmp_path / "nowhere"])


def test_it_refuses_an_unknown_time_zone(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Middle-earth"):
        take_in([written(tmp_path / "a.txt", STORY)], timezone="Middle-earth/Bree")


def test_it_refuses_bad_lines_by_their_number_and_reads_the_others(tmp_path: Path) -> None:
    lines = (
        record(doc_id="one", text="Three people were hurt in the harbour.")
        + "not json\n\n"
        + "[1, 2]\n"
        + record(doc_id="no text")
        + record(id=7, dct="2031-03-14", title=["no", "text"], text="The curfew was lifted in the harbour.")
    )
    taken = take_in([written(tmp_path / "in.jsonl", lines)])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["one", "7"]
    assert taken.dispatches[1].published == datetime(2031, 3, 14, tzinfo=UTC)
    assert [(refusal.name, refusal.unread) for refusal in taken.refusals] == [
        ("in.jsonl:2", True),
        ("in.jsonl:4", True),
        ("in.jsonl:5", True),
        ("in.jsonl:6", False),
    ]


def test_it_unpacks_compressed_files_and_no_further_than_the_limit(tmp_path: Path) -> None:
    lines = record(doc_id="x", text="Two houses burned.") * 2000
    path = written(tmp_path / "in.jsonl.gz", gzip.compress(lines.encode()))
    assert len(take_in([path]).dispatches) == 2000
    refused = take_in([path], limits=replace(DEFAULT_LIMITS, file_bytes=10_000))
    assert not refused.dispatches
    assert "file_bytes" in refused.refusals[0].reason
    assert "when unpacked" in refused.refusals[0].reason
    cut = take_in([written(tmp_path / "cut.txt.gz", gzip.compress(STORY.encode() * 50)[:-12])])
    assert [refusal.name for refusal in cut.refusals] == ["cut.txt.gz"]


@pytest.mark.parametrize(
    ("setting", "name", "content"),
    [
        ("page_bytes", "a.txt", STORY * 20),
        ("text_chars", "a.md", STORY * 20),
        ("html_bytes", "a.html", f"<html><body><p>{STORY * 20}</p></body></html>"),
        ("html_depth", "a.html", "<html><body>" + "<div>" * 60_000 + STORY),
        ("record_bytes", "a.jsonl", record(text=STORY * 20)),
        ("text_chars", "b.jsonl", record(text=STORY * 20)),
        ("records_count", "c.jsonl", record(text="One.") * 1001),
    ],
)
def test_it_names_the_limit_that_an_input_breaks(tmp_path: Path, setting: str, name: str, content: str) -> None:
    limits = replace(DEFAULT_LIMITS, **{setting: 1000})
    taken = take_in([written(tmp_path / name, content)], limits=limits)
    assert setting in taken.refusals[0].reason
    assert taken.refusals[0].unread


def test_it_does_not_go_deeper_into_folders_than_allowed(tmp_path: Path) -> None:
    written(tmp_path / "in/a/b/c/d.txt", STORY)
    taken = take_in([tmp_path / "in"], limits=replace(DEFAULT_LIMITS, folder_depth=2))
    assert not taken.dispatches
    assert [(refusal.name, "folder_depth" in refusal.reason) for refusal in taken.refusals] == [("a/b/c", True)]


def test_it_gives_every_dispatch_an_id_of_its_own_and_says_where_it_had_to(tmp_path: Path) -> None:
    lines = "".join(record(doc_id="same", text=f"Report {number} of the harbour.") for number in (1, 2, 2))
    taken = take_in([written(tmp_path / "in.jsonl", lines)])
    ids = [dispatch.doc_id for dispatch in taken.dispatches]
    assert ids[0] == "same"
    assert len(set(ids)) == 3
    assert [refusal.unread for refusal in taken.refusals] == [False, False]
    assert ids == [dispatch.doc_id for dispatch in take_in([tmp_path / "in.jsonl"]).dispatches]


def test_it_shows_control_characters_of_file_names_as_escapes(tmp_path: Path) -> None:
    written(tmp_path / "in/\x1b[31mred\n\u202e.txt", b"")
    refusal = take_in([tmp_path / "in"]).refusals[0]
    assert refusal.name == "\\x1b[31mred\\n\\u202e.txt"


def test_it_gives_dispatches_that_utf8_can_hold_whatever_the_input(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(folder / "records.jsonl", '{"doc_id": "a\\ud800", "text": "half \\udc00 a character"}\n')
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    for dispatch in take_in([folder]).dispatches:
        json.dumps(dispatch.as_dict(), ensure_ascii=False).encode("utf-8")


def test_it_tells_what_it_guessed_and_lost_of_the_encoding(tmp_path: Path) -> None:
    old = "Décès à l'hôpital : la préfecture dénombre trois blessés à l'été dernier, très âgés. " * 4
    taken = take_in([written(tmp_path / "old.txt", old.encode("cp1252"))])
    assert taken.dispatches[0].text == old
    assert "cp1252" in taken.refusals[0].reason
    polish = "Żołnierze otworzyli ogień do strajkujących robotników, zginęło sześć osób. " * 4
    assert take_in([written(tmp_path / "pl.txt", polish.encode("cp1250"))]).dispatches[0].text == polish
    russian = "Солдаты открыли огонь по толпе, шестеро ранены, сообщила больница. " * 4
    assert take_in([written(tmp_path / "ru.txt", russian.encode("cp1251"))]).dispatches[0].text == russian
    mixed = "Шестеро ранены, сообщила больница. ".encode() * 5 + b"\xff"
    taken = take_in([written(tmp_path / "mixed.txt", mixed)])
    assert taken.dispatches[0].text.startswith("Шестеро ранены")
    assert taken.dispatches[0].text.endswith("\ufffd")
    assert not taken.refusals[0].unread
    pasted = (
        "The governor’s office said “nothing”. ".encode() * 9 + b"The \x93office\x94 is closed. " + "Café. ".encode()
    )
    taken = take_in([written(tmp_path / "pasted.txt", pasted)])
    assert taken.dispatches[0].text.startswith("The governor’s office said “nothing”.")
    assert "2 broken" in taken.refusals[0].reason


def test_it_sniffs_files_without_a_known_name(tmp_path: Path) -> None:
    page = f"<!doctype html><html><head><title>T</title></head><body><p>{STORY * 3}</p></body></html>"
    written(tmp_path / "in/page", page)
    written(tmp_path / "in/records.data", record(doc_id="r", text=STORY))
    written(tmp_path / "in/words.log", STORY)
    kinds = {d.doc_id: d.item.media_type for d in take_in([tmp_path / "in"]).dispatches if d.item}
    assert kinds == {"page": "text/html", "r": "application/json", "words.log": "text/plain"}


def test_it_counts_the_dispatches_as_they_come(tmp_path: Path) -> None:
    counts: list[int] = []
    lines = "".join(record(text=f"Report {number}.") for number in range(5))
    take_in([written(tmp_path / "in.jsonl", lines)], progress=counts.append)
    assert counts == [1, 2, 3, 4, 5]


def test_the_thousandth_file_of_one_name_is_named_with_no_more_work() -> None:
    def naming(count: int) -> tuple[int, list[str]]:
        naming, given = Naming(), []
        lines = lines_run(lambda: given.extend(naming.unique("a.txt", "The same words.") for _ in range(count)))
        return lines, given

    few, _ = naming(100)
    many, given = naming(1000)
    assert many < 12 * few
    assert len(set(given)) == 1000
    assert given[0] == "a.txt"
    assert re.fullmatch(r"a\.txt~[0-9a-f]{6}", given[1])
    assert given[2] == f"{given[1]}-2"


def test_a_report_of_more_updates_than_anybody_can_follow_is_refused_by_name_and_the_rest_read(tmp_path: Path) -> None:
    update = "UPDATE 14/03/2031 {hour:02}:{minute:02} GMT: more\n\nPolice killed {n} people in Orun.\n\n"
    text = "".join(update.format(hour=n // 60 % 24, minute=n % 60, n=n) for n in range(1_100))
    written(tmp_path / "long.txt", text)
    written(tmp_path / "story.txt", STORY)
    taken = take_in([tmp_path])
    assert [dispatch.doc_id for dispatch in taken.dispatches] == ["story.txt"]
    (refusal,) = [refusal for refusal in taken.refusals if refusal.unread]
    assert (refusal.name, refusal.reason) == ("long.txt", "over the limit updates_count = 1,000")
