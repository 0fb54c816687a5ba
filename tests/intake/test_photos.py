"""Photos: what their files say is kept as the files' own claim, and near copies are found."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.intake.opening import SAMPLES, drafts, opened, refusals, sample

from khronika.hooks import Draft
from khronika.intake.door import take_in
from khronika.intake.formats.exif import Exif, exif_of
from khronika.intake.formats.photo import listing
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made
from khronika.model.metadatum import MetadatumKind
from khronika.model.refusal import Refusal

LISTING = """Photo ({kind}, 640 by 480 pixels)
Taken: 2031-03-13 12:41:07 +05:00
Taken by the clock of the satellites: 2031-03-13 07:41:05 UTC
Position: 43.34120 N, 52.86190 E
Author: Dana Merev
Description: The gate of the harbour
Camera: Halda 5"""


def the_draft(name: str) -> Draft:
    (draft,) = drafts(sample(name), name).values()
    return draft


def picture(size: tuple[int, int] = (80, 80), kind: str = "JPEG", exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (9, 120, 30)).save(out, kind, exif=exif or Image.Exif())
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "media_type"), [("camera.jpg", "JPEG", "image/jpeg"), ("camera.heic", "HEIF", "image/heic")]
)
def test_what_exiftool_wrote_is_listed_a_line_each(name: str, kind: str, media_type: str) -> None:
    draft = the_draft(name)
    assert draft.text == LISTING.format(kind=kind)
    assert draft.media_type == media_type
    assert draft.metadata is not None
    assert [(one.kind.value, one.span.of(draft.text).partition(":")[0]) for one in draft.metadata][1:] == [
        ("taken", "Taken"),
        ("taken", "Taken by the clock of the satellites"),
        ("position", "Position"),
        ("person", "Author"),
        ("other", "Description"),
        ("other", "Camera"),
    ]
    assert [one.kind for one in draft.metadata if one.sensitive] == [
        MetadatumKind.POSITION,
        MetadatumKind.PERSON,
        MetadatumKind.OTHER,
    ]


def test_serial_numbers_are_never_read() -> None:
    assert b"4711-0815" in sample("camera.jpg")
    assert "4711" not in repr(replace(the_draft("camera.jpg"), raw=b""))


def test_a_camera_that_states_no_zone_gives_its_own_clock() -> None:
    draft = the_draft("local.webp")
    assert draft.text.endswith("Taken: 2031-03-13 12:41:07")
    assert draft.metadata is not None
    assert draft.metadata[1].time == "2031-03-13T12:41:07"


def test_a_photo_has_no_language_and_no_time_of_publication_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "IMG 2031-03-13.jpg").write_bytes(sample("camera.jpg"))
    (only,) = take_in([tmp_path]).dispatches
    assert (only.language, only.published, only.title) == (None, None, None)


def test_a_smaller_or_other_copy_of_a_picture_is_found_and_another_picture_is_not() -> None:
    names = ["camera.jpg", "smaller.jpg", "camera.heic", "other.png", "local.webp"]
    taken = take_in([SAMPLES / name for name in names])
    assert {one.doc_id: one.copy_of for one in taken.dispatches} == {
        "camera.jpg": None,
        "smaller.jpg": "camera.jpg",
        "camera.heic": "camera.jpg",
        "other.png": None,
        "local.webp": None,
    }


def test_a_photo_whose_pixels_were_turned_is_found_where_the_file_said_how_it_was_held(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(sample("camera.jpg"))) as image:
        exif = Image.Exif()
        exif[0x0112] = 6  # to be turned by a quarter to be seen upright
        image.rotate(90, expand=True).save(tmp_path / "held.jpg", exif=exif)
        image.save(tmp_path / "upright.jpg")
    copies = {one.doc_id: one.copy_of for one in take_in([tmp_path]).dispatches}
    assert copies == {"held.jpg": None, "upright.jpg": "held.jpg"}


def test_the_earlier_one_is_the_original_and_a_blank_picture_is_like_none_but_itself(tmp_path: Path) -> None:
    for name, size in (("a.png", (80, 80)), ("b.png", (90, 90)), ("c.png", (80, 80))):
        (tmp_path / name).write_bytes(picture(size, "PNG"))
    assert {one.doc_id: one.copy_of for one in take_in([tmp_path]).dispatches} == {
        "a.png": None,
        "b.png": None,
        "c.png": "a.png",
    }


def test_a_photo_in_a_document_is_an_item_of_its_own() -> None:
    found = drafts(sample("statement.docx"), "statement.docx")
    assert found["statement.docx/image1.jpeg"].text == LISTING.format(kind="JPEG")


def test_a_tiff_is_listed_and_found_to_be_a_copy(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").write_bytes(sample("camera.jpg"))
    with Image.open(io.BytesIO(sample("camera.jpg"))) as image:
        image.save(tmp_path / "b.tif", compression="tiff_lzw")
    whole = (tmp_path / "b.tif").read_bytes()
    (tmp_path / "c.tif").write_bytes(whole[:200] + bytes(5000) + whole[5200:])
    taken = take_in([tmp_path])
    assert taken.dispatches[1].text.startswith("Photo (TIFF, 640 by 480 pixels)")
    assert taken.dispatches[1].copy_of == "a.jpg"
    assert len(taken.dispatches) + sum(refusal.unread for refusal in taken.refusals) == 3
    assert capfd.readouterr().err == ""


def test_icons_are_left_out_and_said_to_be() -> None:
    (only,) = opened(picture((16, 300)), "a.jpg")
    assert isinstance(only, Refusal)
    assert only.reason == "a picture of 16 by 300 pixels, too small for a photo, left out"
    assert not only.unread


def test_a_picture_of_too_many_pixels_is_listed_and_not_decoded() -> None:
    limits = replace(DEFAULT_LIMITS, picture_pixels=6000)
    (made,) = opened(picture(), "a.jpg", limits)
    assert isinstance(made, Made)
    assert made.draft.likeness is None
    assert made.draft.notes == ("over the limit picture_pixels = 6,000: not compared with other pictures",)


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims so many pixels and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_or_not_decoded() -> None:
    assert refusals(bomb(60_000, 60_000), "a.png") == [("a.png", "a picture of more pixels than any camera takes")]
    (made,) = opened(bomb(11_000, 11_000), "a.png")
    assert isinstance(made, Made)
    assert made.draft.likeness is None


@pytest.mark.parametrize("name", ["camera.jpg", "other.png", "local.webp", "camera.heic"])
def test_a_picture_cut_short_anywhere_is_read_or_refused(name: str) -> None:
    whole = sample(name)
    for end in [*range(0, 600, 40), *range(600, len(whole), 2999)]:
        assert opened(whole[:end], name)


@pytest.mark.parametrize("name", ["camera.jpg", "local.webp", "camera.heic"])
@settings(max_examples=30, deadline=None)
@given(at=st.integers(min_value=0, max_value=900), broken=st.binary(min_size=1, max_size=6))
def test_a_picture_with_any_bytes_broken_is_read_or_refused(name: str, at: int, broken: bytes) -> None:
    data = bytearray(sample(name))
    data[at : at + len(broken)] = broken
    assert opened(bytes(data), name)


def test_a_photo_that_brings_its_engine_down_is_refused_and_the_others_go_on() -> None:
    """Some bytes of a HEIC photo make libheif end the process; whichever they are, each file has its answer."""
    whole = bytearray(sample("camera.heic"))
    for at in range(0, 600, 24):
        data = bytes(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :])
        assert opened(data, "a.heic")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"II*\0", b"RIFF\0\0\0\0WEBP"):
        assert opened(head + data, "a.jpg")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({0x9003: "0000:00:00 00:00:00"}, {}),
        ({0x9003: "2031:13:45 99:00:00", 0x9011: "+99:99"}, {}),
        ({0x9003: b"\xff\xfe"}, {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}),
        ({}, {1: "N", 2: (99.0, 0.0, 0.0), 3: "E", 4: (52.0, 0.0, 0.0)}),
        ({}, {1: "N", 2: (43.0, 0.0), 3: "E", 4: (52.0, 0.0, 0.0)}),
        ({}, {2: (43.0, 0.0, 0.0), 4: (52.0, 0.0, 0.0)}),
        ({}, {29: "2031:03:13", 7: (25.0, 0.0, 0.0)}),
    ],
)
def test_fields_that_hold_no_such_thing_are_left_alone(fields: dict[int, object], place: dict[int, object]) -> None:
    class Fields(dict[int, object]):
        def get_ifd(self, number: int) -> dict[int, object]:
            return fields if number == 0x8769 else place

    class Opened:
        def getexif(self) -> Fields:
            return Fields()

    assert exif_of(Opened()) == Exif()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.floats(-90, 90), st.floats(-180, 180))
def test_the_lines_of_a_listing_are_where_they_are_said_to_be(words: str, lat: float, lon: float) -> None:
    words = " ".join(words.split())
    text, metadata = listing("Photo", Exif(lat=lat, lon=lon, description=words or None, camera=words or None))
    assert [one.span.of(text) for one in metadata] == text.split("\n")
