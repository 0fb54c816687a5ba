"""The zone that the user names for times that state none."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from khronika.errors import WrongUse

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name ("Asia/Aqtau") or an offset ("+05:00", "UTC+5"). Raises: WrongUse for any other."""
    match = _OFFSET.fullmatch(name.strip())
    if match and int(match[2]) < 24:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongUse(f"there is no time zone {name!r}; write it like Asia/Aqtau or +05:00") from None
