"""Which host an address names. Addresses come from strangers: one that cannot be taken apart names none."""

from urllib.parse import SplitResult, urlsplit


def address_parts(url: str | None) -> SplitResult | None:
    """An address taken apart; None where it cannot be (``http://[half``)."""
    try:
        parts = urlsplit(url or "")
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def host_of(url: str | None) -> str | None:
    """The host of an address, in lower case and without its "www."; None where it names none."""
    parts = address_parts(url)
    return (parts.hostname or "").removeprefix("www.") or None if parts else None
