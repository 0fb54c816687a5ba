"""What a camera writes into its pictures, in EXIF's fields; serial numbers are never read.

Source: CIPA DC-008 (Exif 3.0), sections 4.6.5 to 4.6.7. Every field may hold anything: it is used where it is as the
standard has it, and left alone else.
"""

import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_EXIF, _GPS = 0x8769, 0x8825
_DESCRIPTION, _MAKE, _MODEL, _SOFTWARE, _ARTIST, _OWNER = 0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0xA430
_TAKEN, _OFFSET = 0x9003, 0x9011
_LAT_REF, _LAT, _LON_REF, _LON, _CLOCK, _DAY = 1, 2, 3, 4, 7, 29
_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d|Z")
_LONGEST = 300
BROKEN = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, ZeroDivisionError, EOFError),
    *(OSError, SyntaxError, struct.error, NotImplementedError, RuntimeError),
)
"""What Pillow raises on pictures and fields that are damaged or made to harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exif:
    """What the fields say; None where a field is missing or no such thing.

    taken: ISO 8601 to the second, with an offset where the camera states one. satellites: the same in UTC, from the
    satellites' clock. lat, lon: WGS 84 degrees.
    """

    taken: str | None = None
    satellites: str | None = None
    lat: float | None = None
    lon: float | None = None
    description: str | None = None
    camera: str | None = None
    software: str | None = None
    person: str | None = None


def exif_of(image: Any) -> Exif:
    """The fields of a picture opened by Pillow; never raises on a broken picture."""
    main, detail, place = (_fields(image, number) for number in (None, _EXIF, _GPS))
    lat, lon = _degrees(place, _LAT, _LAT_REF, "S", 90), _degrees(place, _LON, _LON_REF, "W", 180)
    known = lat is not None and lon is not None and (lat, lon) != (0.0, 0.0)  # nought and nought is an empty field
    return Exif(
        taken=_taken(detail),
        satellites=_satellites(place),
        lat=lat if known else None,
        lon=lon if known else None,
        description=_words(main, _DESCRIPTION),
        camera=_joined(_words(main, _MAKE), _words(main, _MODEL)),
        software=_words(main, _SOFTWARE),
        person=_words(detail, _OWNER) or _words(main, _ARTIST),
    )


def _fields(image: Any, number: int | None) -> Mapping[int, Any]:
    try:
        exif = image.getexif()
        return dict(exif) if number is None else dict(exif.get_ifd(number))
    except BROKEN:
        return {}


def _words(fields: Mapping[int, Any], number: int) -> str | None:
    value = fields.get(number)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    line = " ".join(value.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())
    return line[:_LONGEST] or None


def _joined(make: str | None, model: str | None) -> str | None:
    """Maker and model, the maker once."""
    if make and model and not model.lower().startswith(make.lower()):
        return f"{make} {model}"
    return model or make


def _taken(fields: Mapping[int, Any]) -> str | None:
    match = _TIME.match(_words(fields, _TAKEN) or "")
    moment = _real("{}-{}-{}T{}:{}:{}".format(*match.groups())) if match else None
    offset = _words(fields, _OFFSET) or ""
    return moment + offset if moment and _ZONE.fullmatch(offset) else moment


def _satellites(fields: Mapping[int, Any]) -> str | None:
    day = re.match(r"(\d{4}):(\d\d):(\d\d)$", _words(fields, _DAY) or "")
    clock = _numbers(fields.get(_CLOCK))
    if day is None or clock is None:
        return None
    hour, minute, second = (int(part) for part in clock)
    moment = _real(f"{'-'.join(day.groups())}T{hour:02d}:{minute:02d}:{second:02d}")
    return f"{moment}Z" if moment else None


def _real(moment: str) -> str | None:
    """The time, where the calendar has it."""
    try:
        return datetime.fromisoformat(moment).isoformat()
    except ValueError:
        return None


def _degrees(fields: Mapping[int, Any], number: int, side: int, negative: str, most: int) -> float | None:
    parts = _numbers(fields.get(number))
    letter = (_words(fields, side) or "").upper()
    if parts is None or not letter:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return None if value > most else round(-value if letter == negative else value, 5)


def _numbers(value: Any) -> tuple[float, float, float] | None:
    """Three numbers that are nought or more, as degrees and clock times are written."""
    try:
        first, second, third = (float(part) for part in value)
    except BROKEN:
        return None
    numbers = (first, second, third)
    return numbers if all(math.isfinite(one) and 0 <= one < 1000 for one in numbers) else None
