"""Photos: no words of anybody's, but what the file says of its own making, as a listing that claims can point into.

Nothing of a picture is shown or kept in a chronicle. Its pixels are looked at once, for a fingerprint by which near
copies are found (``intake/likeness.py``).
"""

import io
import json
import logging
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from khronika.errors import InputError, LimitExceeded
from khronika.hooks import Draft, Format, Limits
from khronika.intake.formats.apart import UNREADABLE, run_apart
from khronika.intake.formats.exif import BROKEN, Exif, exif_of
from khronika.intake.measures import within
from khronika.model.metadatum import Metadatum, MetadatumKind
from khronika.model.refusal import Refusal
from khronika.model.span import Span
from khronika.reference.display import shown

logging.getLogger("PIL").addHandler(logging.NullHandler())  # what it says of broken files is ours to say
_KINDS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF")
_DAMAGED = "a picture that is damaged, cut short or of no known kind"
_SMALLEST = 64
"""Pixels; what is smaller on a side is an icon, a line or a counter of somebody's mails."""
_LOOKED_AT = 512
"""Pixels to which a picture is made smaller before its fingerprint is taken, as PDQ's authors do it."""
_QUALITY = 50
"""PDQ's own measure, 0 to 100: below it a picture has too little in it to be told from others."""


def read(data: bytes, name: str, limits: Limits) -> Iterable[Draft | Refusal]:
    """The one draft of a picture: its metadata, one line each.

    Raises: InputError where it is no picture that can be opened.
    """
    within(len(data), limits.file_bytes, "file_bytes", name)
    with warnings.catch_warnings():
        # what Pillow warns about is what we expect of broken files
        warnings.simplefilter("ignore")
        return [_looked_at(data, name, limits)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """A picture whose head was read.

    kind: Pillow's name for the format. image: Pillow's picture, for its metadata. pixels: the same, or a smaller one,
    for its pixels, which may still be to be decoded; None where they are not to be had.
    """

    kind: str
    width: int
    height: int
    image: Any
    pixels: Any


def _looked_at(data: bytes, name: str, limits: Limits) -> Draft | Refusal:
    picture = _opened(data, name, limits)
    size = f"{picture.width} by {picture.height} pixels"
    if min(picture.width, picture.height) < _SMALLEST:
        reason = f"a picture of {size}, too small for a photo, left out"
        return Refusal(step="intake", name=shown(name), reason=reason, unread=False)
    text, metadata = listing(f"Photo ({picture.kind}, {size})", exif_of(picture.image))
    likeness, note = _likeness(picture, limits)
    return Draft(
        raw=data,
        text=text,
        encoding="utf-8",
        media_type=_media_type(picture.kind),
        metadata=metadata,
        likeness=likeness,
        notes=(note,) if note else (),
    )


def listing(opening: str, exif: Exif) -> tuple[str, tuple[Metadatum, ...]]:
    """The lines and what each of them says; pure. Time and place come first: a claim spans from the top to them."""
    entries: list[tuple[MetadatumKind, str, dict[str, Any]]] = [(MetadatumKind.MADE, opening, {})]
    if exif.taken:
        entries.append((MetadatumKind.TAKEN, f"Taken: {_spoken(exif.taken)}", {"time": exif.taken}))
    if exif.satellites:
        words = f"Taken by the clock of the satellites: {_spoken(exif.satellites)}"
        entries.append((MetadatumKind.TAKEN, words, {"time": exif.satellites}))
    if exif.lat is not None and exif.lon is not None:
        place = {"lat": exif.lat, "lon": exif.lon, "sensitive": True}
        entries.append((MetadatumKind.POSITION, f"Position: {_position(exif.lat, exif.lon)}", place))
    if exif.person:
        entries.append((MetadatumKind.PERSON, f"Author: {exif.person}", {"sensitive": True}))
    if exif.description:
        entries.append((MetadatumKind.OTHER, f"Description: {exif.description}", {"sensitive": True}))
    entries += [
        (MetadatumKind.OTHER, f"{label}: {words}", {})
        for label, words in (("Camera", exif.camera), ("Software", exif.software))
        if words
    ]
    found, start = [], 0
    for kind, line, values in entries:
        found.append(Metadatum(kind=kind, span=Span(start, start + len(line)), **values))
        start += len(line) + 1
    return "\n".join(line for _, line, _ in entries), tuple(found)


def _spoken(moment: str) -> str:
    """ "2031-03-13T12:41:07+05:00" as "2031-03-13 12:41:07 +05:00"."""
    day, _, clock = moment.partition("T")
    return f"{day} {clock[:8]}{' UTC' if clock[8:] == 'Z' else f' {clock[8:]}' if clock[8:] else ''}"


def _position(lat: float, lon: float) -> str:
    return f"{abs(lat):.5f} {'S' if lat < 0 else 'N'}, {abs(lon):.5f} {'W' if lon < 0 else 'E'}"


def _opened(data: bytes, name: str, limits: Limits) -> _Picture:
    """A picture whose head was read, and none of its pixels. Raises: InputError, LimitExceeded."""
    # a heavy engine, of no use to those who hand in no photos
    from PIL import Image  # noqa: PLC0415

    if not data.strip():
        raise InputError(name, "the file is empty")
    try:
        if _is_heif(data):
            return _Picture(kind="HEIF", **_small(data, name, limits))
        image = Image.open(io.BytesIO(data), formats=_KINDS)
        pixels = _small(data, name, limits)["pixels"] if image.format == "TIFF" else image
    except Image.DecompressionBombError:
        raise LimitExceeded(name, "a picture of more pixels than any camera takes") from None
    except BROKEN:
        raise InputError(name, _DAMAGED) from None
    return _Picture(kind=str(image.format), width=image.size[0], height=image.size[1], image=image, pixels=pixels)


def _small(data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """Width, height, image and pixels of a picture, by way of a small PNG that a process of its own makes of it."""
    from PIL import Image  # noqa: PLC0415  (the same engine)

    code, output = run_apart(
        "small_picture.py", data, str(limits.picture_pixels), name=name, seconds=limits.item_seconds
    )
    head, _, png = output.partition(b"\n")
    if code == UNREADABLE or not png:
        raise InputError(name, _DAMAGED)
    told = json.loads(head)
    width, height = told["size"]
    image = Image.open(io.BytesIO(png), formats=("PNG",))
    return {"width": width, "height": height, "image": image, "pixels": image if told["whole"] else None}


def _likeness(picture: _Picture, limits: Limits) -> tuple[str | None, str | None]:
    """PDQ's fingerprint as 64 hexadecimal digits, or None; and a note where the pixels could not be looked at.

    Source: Meta (2019), "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm".
    """
    # the same engines
    import numpy  # noqa: PLC0415
    import pdqhash  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    if picture.width * picture.height > limits.picture_pixels:
        return None, f"over the limit picture_pixels = {limits.picture_pixels:,}: not compared with other pictures"
    try:
        if picture.pixels is None:
            raise ValueError
        picture.pixels.draft("RGB", (2 * _LOOKED_AT, 2 * _LOOKED_AT))
        small = picture.pixels.convert("RGB")
        small.thumbnail((_LOOKED_AT, _LOOKED_AT))
        small = ImageOps.exif_transpose(small)  # messengers turn the pixels and drop the field that says so
        bits, quality = pdqhash.compute(numpy.asarray(small))
    except (*BROKEN, MemoryError):
        return None, "its pixels are damaged or cut short: not compared with other pictures"
    if quality < _QUALITY:
        return None, None
    return f"{int(''.join(str(int(bit)) for bit in bits), 2):064x}", None


def _media_type(kind: str) -> str:
    return {"MPO": "image/jpeg", "HEIF": "image/heic"}.get(kind, f"image/{kind.lower()}")


def _is_photo(data: bytes) -> bool:
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")):
        return True
    return _is_heif(data) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def _is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")


FORMAT = Format(
    name="photo",
    media_type="image/jpeg",
    suffixes=(".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".gif", ".heic", ".heif"),
    recognises=_is_photo,
    read=read,
    is_surely=_is_photo,
)
