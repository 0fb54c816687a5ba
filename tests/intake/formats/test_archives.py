"""Zip and tar: every file in them is read or named, whatever the archive says of itself."""

import io
import stat
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.formats.taking import SAMPLES, read_names, taken, told

from khronika.intake.formats.enclosed import safe_path
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made

ARCHIVES = SAMPLES / "archives"
STORY = b"ORUN, 14 March 2031 (Halda Wire) -- Soldiers fired on a crowd in the harbour and killed four people.\n"

HIDDEN = "note: hidden, and left out"
OURS = "note: a chronicle that was written by Khronika, and no dispatch"
LINK = "note: a link to another place in the archive, which is read there"


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two entries of one name are what some tests want
        for name, content in files.items():
            archive.writestr(name.removesuffix("#2"), content)
    return stream.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name.removesuffix("#2"))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


PACKED = pytest.mark.parametrize(("suffix", "pack"), [(".zip", zipped), (".tar", tarred)])
Pack = Callable[[dict[str, bytes]], bytes]


def test_an_archive_of_info_zip_is_read_and_what_a_folder_would_leave_out_is_left_out() -> None:
    name = "info-zip.zip"
    assert told(taken(name, (ARCHIVES / name).read_bytes())) == {
        f"{name}/reports/.git": HIDDEN,
        f"{name}/reports/out": OURS,
        f"{name}/reports/again.txt": LINK,
        f"{name}/reports/outside.txt": "refused: a link that leads out of the archive, not followed",
        f"{name}/reports/harbour.txt": "read",
        f"{name}/reports/inner.zip/inner.txt": "read",
        f"{name}/reports/more/records.jsonl.gz:1": "read",
        f"{name}/reports/more/ночь.md": "read",
    }


@pytest.mark.parametrize("name", ["gnu.tar.gz", "gnu.tar.bz2", "gnu.tar.xz"])
def test_an_archive_of_gnu_tar_gives_the_same_however_it_is_compressed(name: str) -> None:
    assert told(taken(name, (ARCHIVES / name).read_bytes())) == {
        f"{name}/reports/.git": HIDDEN,
        f"{name}/reports/out": OURS,
        f"{name}/reports/again.txt": LINK,
        f"{name}/reports/outside.txt": "refused: a link that leads out of the archive, not followed",
        f"{name}/reports/pipe": "refused: no file that can be read: a device or a pipe",
        f"{name}/reports/harbour.txt": "read",
        f"{name}/reports/inner.zip/inner.txt": "read",
        f"{name}/reports/more/records.jsonl.gz:1": "read",
        f"{name}/reports/more/ночь.md": "read",
    }


def test_archives_of_seven_zip_and_pax_keep_the_letters_of_their_names() -> None:
    assert read_names(taken("7.zip", (ARCHIVES / "7-zip.zip").read_bytes())) == [
        "7.zip/harbour.txt",
        "7.zip/inner.zip/inner.txt",
        "7.zip/more/records.jsonl.gz:1",
        "7.zip/more/ночь.md",
    ]
    assert read_names(taken("pax.tgz", (ARCHIVES / "pax.tgz").read_bytes())) == [
        "pax.tgz/reports/more/records.jsonl.gz:1",
        "pax.tgz/reports/more/ночь.md",
    ]


def test_an_encrypted_file_is_refused_and_its_neighbour_read() -> None:
    found = told(taken("a.zip", (ARCHIVES / "encrypted.zip").read_bytes()))
    assert found == {
        "a.zip/reports/harbour.txt": "refused: encrypted: unpack it with its password first",
        "a.zip/reports/more/records.jsonl.gz:1": "read",
    }


def test_a_way_of_compressing_that_is_not_known_is_refused_with_what_to_do() -> None:
    (reason,) = told(taken("a.zip", (ARCHIVES / "ppmd.zip").read_bytes())).values()
    assert "pack it anew" in reason


def test_an_archive_is_known_by_its_bytes_where_its_name_says_nothing() -> None:
    assert read_names(taken("download", (ARCHIVES / "7-zip.zip").read_bytes()))[0] == "download/harbour.txt"
    assert read_names(taken("download", (ARCHIVES / "gnu.tar.gz").read_bytes()))
    assert read_names(taken("download", tarred({"a.txt": STORY}))) == ["download/a.txt"]


@PACKED
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("../../etc/cron.d/evil.txt", "etc/cron.d/evil.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/../../b.txt", "a/b.txt"),
    ],
)
def test_a_path_that_leads_out_is_read_by_a_safe_name_and_noted(
    suffix: str, pack: Pack, stored: str, shown: str
) -> None:
    things = taken(f"a{suffix}", pack({stored: STORY}))
    assert read_names(things) == [f"a{suffix}/{shown}"]
    assert any(not isinstance(thing, Made) and "leads out of it" in thing.reason for thing in things)


@PACKED
def test_a_chronicle_that_was_packed_is_left_out_as_a_whole(suffix: str, pack: Pack) -> None:
    files = {"data/manifest.json": b'{"format": "khronika-chronicle"}', "index.html": STORY, "data/a.csv": STORY}
    assert told(taken(f"a{suffix}", pack(files))) == {f"a{suffix}": OURS}


@PACKED
def test_two_files_of_one_name_are_both_read(suffix: str, pack: Pack) -> None:
    things = taken(f"a{suffix}", pack({"x.txt": STORY, "x.txt#2": STORY + b"Two more died later."}))
    assert len([thing for thing in things if isinstance(thing, Made)]) == 2


@PACKED
def test_a_file_over_the_limit_is_refused_while_it_is_unpacked_and_the_others_are_read(suffix: str, pack: Pack) -> None:
    data = pack({"zeros.txt": b"0" * 200_000, "story.txt": STORY})
    found = told(taken(f"a{suffix}", data, replace(DEFAULT_LIMITS, file_bytes=max(len(data), 100_000))))
    if len(data) < 100_000:
        assert found[f"a{suffix}/zeros.txt"] == "refused: over the limit file_bytes = 100,000 when unpacked"
    assert found[f"a{suffix}/story.txt"] == "read"


@PACKED
def test_an_archive_without_files_is_refused(suffix: str, pack: Pack) -> None:
    assert list(told(taken(f"a{suffix}", pack({}))).values()) == ["refused: the archive holds no files"]


def test_a_file_without_a_name_is_read_and_costs_no_other() -> None:
    data = zipped({"x.txt": STORY, "story.txt": STORY.replace(b"four", b"five")}).replace(b"x.txt", b"\0.txt")
    assert read_names(taken("a.zip", data)) == ["a.zip/unnamed", "a.zip/story.txt"]


@PACKED
def test_archives_in_archives_are_opened_no_deeper_than_the_limit(suffix: str, pack: Pack) -> None:
    data = pack({"story.txt": STORY})
    for _ in range(DEFAULT_LIMITS.member_depth):
        data = pack({f"inner{suffix}": data})
    (outcome,) = told(taken(f"a{suffix}", data)).values()
    assert outcome == "refused: over the limit member_depth = 5"


def test_a_small_bomb_stops_at_the_limit_of_what_is_unpacked() -> None:
    inner = zipped({f"{number}.txt": b"a lie " * 20_000 for number in range(20)})
    limits = replace(DEFAULT_LIMITS, unpacked_bytes=1_000_000)
    assert any("unpacked_bytes" in outcome for outcome in told(taken("b.zip", inner, limits)).values())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("zeros.txt")
        info.size = 20_000_000
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    assert len(packed.getvalue()) < 50_000
    assert any("unpacked_bytes" in outcome for outcome in told(taken("b.tgz", packed.getvalue(), limits)).values())


def test_a_zip_that_lies_about_sizes_is_caught_while_it_is_unpacked() -> None:
    data = bytearray(zipped({"liar.txt": STORY * 100, "story.txt": STORY}))
    at = data.index(b"PK\x01\x02") + 24  # the size after unpacking, in the directory
    for claimed in (5, 2**32 - 2):
        data[at : at + 4] = claimed.to_bytes(4, "little")
        found = told(taken("a.zip", bytes(data)))
        assert found["a.zip/story.txt"] == "read"
        assert claimed > 5 or found["a.zip/liar.txt"] == "refused: damaged or cut short in the archive"


def test_one_damaged_file_of_a_zip_does_not_lose_the_others() -> None:
    data = bytearray(zipped({"one.txt": STORY, "two.txt": STORY, "three.txt": STORY}))
    at = data.index(b"two.txt") + len(b"two.txt") + 10
    data[at] ^= 0xFF
    found = told(taken("a.zip", bytes(data)))
    assert found["a.zip/two.txt"] == "refused: damaged or cut short in the archive"
    assert found["a.zip/one.txt"] == found["a.zip/three.txt"] == "read"


def test_what_stands_before_the_damage_of_a_tar_is_read_and_the_damage_is_named() -> None:
    data = tarred({"one.txt": STORY, "two.txt": STORY, "three.txt": STORY})
    damaged = bytearray(data)
    damaged[1024 + 150] ^= 0xFF  # the check sum of the second header
    for broken in (bytes(damaged), data[: 2048 - 400], data[: 1024 + 300]):
        found = told(taken("a.tar", broken))
        assert found["a.tar/one.txt"] == "read"
        assert found["a.tar"].startswith("refused: the tar archive is damaged or cut short")


def test_a_length_in_a_tar_that_no_machine_can_count_is_damage() -> None:
    body, packed = b"9" * 30 + b" path=x\n", io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        header = tarfile.TarInfo("pax")
        header.type, header.size = tarfile.XHDTYPE, len(body)
        archive.addfile(header, io.BytesIO(body))
        file = tarfile.TarInfo("a.txt")
        file.size = len(STORY)
        archive.addfile(file, io.BytesIO(STORY))
    assert told(taken("a.tar", packed.getvalue()))["a.tar"].startswith("refused: the tar archive is damaged")


def test_chained_and_huge_headers_of_a_tar_cost_neither_stack_nor_memory() -> None:
    def header(kind: bytes, size: int) -> bytes:
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, size
        return info.tobuf(tarfile.GNU_FORMAT)

    chain = header(tarfile.GNUTYPE_LONGNAME, 512) + b"name".ljust(512, b"\0")
    huge = header(tarfile.XHDTYPE, 8_000_000_000)
    for data in (chain * 3000, huge + bytes(100_000)):
        (reason,) = told(taken("a.tar", data)).values()
        assert "damaged or cut short" in reason


def test_links_of_a_tar_are_no_way_out() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, target in (
            ("d/soft", tarfile.SYMTYPE, "../../etc/passwd"),
            ("d/hard", tarfile.LNKTYPE, "/etc/passwd"),
            ("d/dev", tarfile.CHRTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    assert all(outcome.startswith("refused") for outcome in told(taken("a.tar", stream.getvalue())).values())


def test_names_of_old_programs_are_read_in_their_code_page() -> None:
    def named(written: bytes) -> bytes:
        data = zipped({"x" * len(written): STORY})
        return data.replace(b"x" * len(written), written)

    for written, name in (
        ("доклад.txt".encode("cp866"), "доклад.txt"),
        ("hôpital-décès.txt".encode("cp437"), "hôpital-décès.txt"),
        ("доклад.txt".encode(), "доклад.txt"),
    ):
        assert read_names(taken("a.zip", named(written))) == [f"a.zip/{name}"]


def test_a_document_of_an_office_program_is_no_folder_of_dispatches() -> None:
    data = zipped({"[Content_Types].xml": b"<x/>", "ppt/slides/slide1.xml": b"<t>Four people died.</t>"})
    assert all(outcome.startswith("refused") for outcome in told(taken("talk.pptx", data)).values())
    assert all("office program" in outcome for outcome in told(taken("talk.zip", data)).values())


def test_a_link_of_a_zip_that_leads_to_a_file_of_it_is_a_note() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("d/story.txt", STORY)
        link = zipfile.ZipInfo("d/again.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "story.txt")
    assert told(taken("a.zip", stream.getvalue()))["a.zip/d/again.txt"] == LINK


@given(st.text(max_size=40))
def test_a_safe_path_never_leads_out(stored: str) -> None:
    parts = safe_path(stored).split("/")
    assert all(part not in ("", ".", "..") and "\\" not in part for part in parts)


@pytest.mark.parametrize("suffix", [".zip", ".wacz", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".gz", ".xz"])
@settings(max_examples=40, deadline=None)
@given(head=st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\xfd7zXZ\0", b"BZh91AY&SY"]), data=st.binary())
def test_any_bytes_are_read_or_refused(suffix: str, head: bytes, data: bytes) -> None:
    assert taken(f"a{suffix}", head + data)


@pytest.mark.parametrize("name", ["info-zip.zip", "7-zip.zip", "gnu.tar.gz", "gnu.tar.bz2", "gnu.tar.xz", "pax.tgz"])
def test_a_cut_archive_is_read_so_far_or_refused(name: str) -> None:
    data = (ARCHIVES / name).read_bytes()
    for length in range(0, len(data) - 1, 37):
        outcomes = told(taken(name, data[:length])).values()
        assert any(outcome.startswith("refused") for outcome in outcomes), length


@pytest.mark.parametrize("name", ["info-zip.zip", "gnu.tar.gz"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_never_ends_the_program(name: str, data: st.DataObject) -> None:
    content = bytearray((ARCHIVES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert taken(name, bytes(content))
