"""A page of the web, kept as it came over the wire: each request and answer in a WARC, with what it was come by.

The only network that is touched is the address that was asked for, and where it redirects to: over http and https
alone, no cookies, no credentials, and no address of a private network unless that is allowed. The name is looked up
once and the connection is made to that very address, so that it cannot turn out to be something else.

Source: ISO 28500 (WARC 1.0); of what is refused, OWASP, "Server-Side Request Forgery Prevention".
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from khronika import __version__
from khronika.errors import InputError, LimitExceeded, WrongUse
from khronika.settings import default_count

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGENT = f"khronika/{__version__} (keeps evidence; one page, on request)"
_MOST_REDIRECTS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture. warc: the bytes of the WARC; steps: each address with its status and the headers of its answer.

    name: to keep it by. final: the address that answered last.
    """

    name: str
    warc: bytes
    final: str
    at: datetime
    steps: tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...]


def fetch(url: str, *, allow_local: bool = False, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Fetched:
    """What an address answers, redirects followed.

    allow_local: also addresses of this machine and of private networks.
    Raises: WrongUse where the address is none that may be fetched; InputError where it cannot be; LimitExceeded where
        it is too large or too slow.
    """
    written, here, at = io.BytesIO(), url, clock()
    writer = WARCWriter(written, gzip=True)
    until = time.monotonic() + default_count("fetch_seconds")
    steps: list[tuple[str, int, tuple[tuple[str, str], ...]]] = []
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _asked(here, allow_local=allow_local, until=until)
        _write(writer, here, answer, clock())
        steps.append((here, answer.status, answer.headers))
        where = next((value for name, value in answer.headers if name.lower() == "location"), None)
        if answer.status not in _REDIRECTS or where is None:
            return Fetched(_name(url, at), written.getvalue(), here, at, tuple(steps))
        try:
            here = urljoin(here, where)
        except ValueError:
            raise InputError(url, "redirects to what is no address") from None
    raise InputError(url, f"redirects more than {_MOST_REDIRECTS} times")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    ip: str
    sent: bytes
    received: bytes


class _Wire:
    """A socket that keeps what goes over it, within the limits of bytes and time."""

    def __init__(self, line: socket.socket, url: str, until: float) -> None:
        self._line, self._url, self._until = line, url, until
        self.sent, self.received = bytearray(), bytearray()

    def sendall(self, data: bytes) -> None:
        self.sent += data
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        self._line.close()

    def take(self, count: int) -> bytes:
        left = self._until - time.monotonic()
        if left <= 0:
            raise LimitExceeded(self._url, "took too long (setting fetch_seconds)")
        self._line.settimeout(left)
        data = self._line.recv(count)
        self.received += data
        if len(self.received) > default_count("fetch_bytes"):
            raise LimitExceeded(self._url, "larger than what is kept of one page (setting fetch_bytes)")
        return data


class _Reader(io.RawIOBase):
    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        room = memoryview(buffer).cast("B")
        data = self._wire.take(len(room))
        room[: len(data)] = data
        return len(data)


def _asked(url: str, *, allow_local: bool, until: float) -> _Answer:
    """One request and its answer, whole."""
    scheme, host, port, target = _parts(url)
    address = _allowed(url, host, port, allow_local=allow_local)
    try:
        line = socket.create_connection((address, port), timeout=max(0.1, until - time.monotonic()))
        if scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        wire = _Wire(line, url, until)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = wire
        try:
            headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            response.read()
        finally:
            wire.close()
    except TimeoutError as error:
        raise LimitExceeded(url, "took too long (setting fetch_seconds)") from error
    except (OSError, http.client.HTTPException) as error:
        raise InputError(url, f"cannot be fetched: {error or type(error).__name__}") from error
    return _Answer(response.status, tuple(response.getheaders()), address, bytes(wire.sent), bytes(wire.received))


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and what is asked for. Raises: WrongUse where it is no address that may be fetched."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise WrongUse(f"{url}: no address: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise WrongUse(f"{url}: only addresses of http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise WrongUse("an address with a name or password in it is not fetched; it would be kept with the evidence")
    if any(letter <= " " or letter == "\x7f" for letter in url):
        raise WrongUse("an address with blanks or control characters in it")
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return parts.scheme, host, port, quote(target, safe="%/?#[]@!$&'()*+,;=:~")


def _allowed(url: str, host: str, port: int, *, allow_local: bool) -> str:
    """The address to connect to. Raises: WrongUse where the name leads into a private network."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise InputError(url, f"cannot be fetched: {error}") from error
    if not allow_local and not all(map(_is_public, found)):
        raise WrongUse(f"{url}: leads to this machine or into a private network; --allow-local permits that")
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def _write(writer: WARCWriter, url: str, answer: _Answer, at: datetime) -> None:
    """Request and answer as they went over the wire."""
    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {"WARC-IP-Address": answer.ip, "WARC-Date": when}
    head, _, body = answer.received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]
    protocol, _, status = lines[0].partition(" ")
    response = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=StatusAndHeaders(status, headers, protocol),
        warc_headers_dict=dict(said),
    )  # fmt: skip
    asked = answer.sent.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    request = writer.create_warc_record(
        url, "request",
        http_headers=StatusAndHeaders(
            asked[0], [(name, value.strip()) for name, _, value in (line.partition(":") for line in asked[1:])],
            is_http_request=True,
        ),
        warc_headers_dict=dict(said),
    )  # fmt: skip
    writer.write_request_response_pair(request, response)


def _name(url: str, at: datetime) -> str:
    """A name that says where and when, of letters that every disk holds."""
    parts = urlsplit(url)
    said = f"{parts.hostname}{parts.path}".strip("/")
    plain = "".join(letter if (letter.isalnum() and letter.isascii()) or letter in ".-" else "-" for letter in said)
    return f"{plain[:_LONGEST_NAME].strip('.-')}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.warc.gz"
