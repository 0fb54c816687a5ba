"""A page of the web is kept as it came, from a real server on this machine, and nothing else is asked for."""

import hashlib
import io
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from warcio.archiveiterator import ArchiveIterator

from archive.conftest import Desk
from khronika import settings
from khronika.archive import fetching
from khronika.archive.fetching import fetch
from khronika.errors import InputError, LimitExceeded, WrongUse

PAGE = (
    b"<html><head><title>Four dead in Orun</title></head><body><p>ORUN, 14 March 2031. The governor's office put the "
    b"number of dead in the harbour of Orun at four. A curfew was imposed in Orun on Friday.</p></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    heard: list[dict[str, str]] = []  # noqa: RUF012  (one server a test)

    def do_GET(self) -> None:
        self.heard.append({"path": self.path, **self.headers})
        if self.path.startswith("/to/"):
            self.answer(302, b"", Location=self.path.removeprefix("/to/"), **{"Set-Cookie": "a=b"})
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nfirst\r\n6\r\n other\r\n0\r\n\r\n")
        elif self.path == "/missing":
            self.answer(404, b"gone")
        elif self.path == "/large":
            self.answer(200, b"x" * 3000)
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"short")
            self.close_connection = True
        else:
            self.answer(200, PAGE, **{"Content-Type": "text/html"})

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.heard = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def records(warc: bytes) -> list[tuple[str, str, bytes]]:
    return [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(warc))
    ]


def test_a_page_is_kept_with_request_and_answer(server: str) -> None:
    got = fetch(f"{server}/news?id=1", allow_local=True)
    url = f"{server}/news?id=1"
    assert records(got.warc) == [("response", url, PAGE), ("request", url, b"")]
    assert got.steps[0][1] == 200
    assert ("Content-Type", "text/html") in got.steps[0][2]
    (heard,) = Handler.heard
    assert heard["User-Agent"].startswith("khronika/")
    assert "Cookie" not in heard


def test_redirects_are_followed_and_kept_without_cookies(server: str) -> None:
    got = fetch(f"{server}/to//news", allow_local=True)
    assert got.final == f"{server}/news" or got.final.endswith("/news")
    assert [status for _, status, _ in got.steps] == [302, 200]
    assert [kind for kind, _, _ in records(got.warc)] == ["response", "request"] * 2
    assert not any("Cookie" in heard for heard in Handler.heard)
    with pytest.raises(InputError, match="redirects more than"):
        fetch(f"{server}/to/" + "/to/" * 20 + "news", allow_local=True)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/"])
def test_a_redirect_to_what_is_no_page_is_refused(server: str, target: str) -> None:
    with pytest.raises(WrongUse, match="only addresses of http"):
        fetch(f"{server}/to/{target}", allow_local=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fc00::1]/", "http://0.0.0.0/",
        "http://[2002:7f00:1::]/", "http://2130706433/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises((WrongUse, InputError), match=r"private network|cannot be fetched"):
        fetch(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://", "http://a:b@example.org/", "http://exa mple.org/", "http://[/"]
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(WrongUse):
        fetch(url)


def test_other_answers_and_limits(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert records(fetch(f"{server}/chunked", allow_local=True).warc)[0][2] == b"first other"
    assert fetch(f"{server}/missing", allow_local=True).steps[0][1] == 404
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch(f"{server}/cut", allow_local=True)
    limits = {"fetch_bytes": 1000, "fetch_seconds": 120}
    monkeypatch.setattr(fetching, "default_count", lambda name: limits.get(name, settings.default_count(name)))
    with pytest.raises(LimitExceeded, match="fetch_bytes"):
        fetch(f"{server}/large", allow_local=True)
    limits["fetch_seconds"] = 0
    with pytest.raises(LimitExceeded, match="fetch_seconds"):
        fetch(f"{server}/news", allow_local=True)


def test_the_command_keeps_an_address_with_its_custody_and_the_chronicle_reads_it(desk: Desk, server: str) -> None:
    desk.run("init", "a", "--member", "Ana")
    assert "private network" in desk.run("add", "a", f"{server}/news", code=2)
    assert desk.run("add", "a", f"{server}/news", "--allow-local", "--why", "may vanish").startswith("1 kept")
    said = json.loads(desk.run("log", "a", "--kind", "item", "--json"))["payload"]
    assert said["why"] == "may vanish"
    assert said["item"]["name"].endswith(".warc.gz")
    assert said["custody"]["source_url"] == said["custody"]["final_url"] == f"{server}/news"
    assert said["custody"]["answers"][0]["status"] == 200
    assert said["custody"]["tool"].startswith("khronika ")
    assert "cannot be fetched" in desk.run("add", "a", f"{server}/cut", "--allow-local", code=1)
    told = desk.told()
    assert any("number of dead" in one["quote"] for one in told["claims"])
    assert "everything holds" in desk.run("verify", "a")
    assert not list(Path(desk.folder).glob("http*"))


def test_a_redirect_to_what_is_no_address_is_told(server: str) -> None:
    with pytest.raises(InputError, match="redirects to what is no address"):
        fetch(f"{server}/to/http://[half", allow_local=True)


# over https, from a server whose certificate is made here


def certificate(folder: Path, *names: x509.GeneralName) -> tuple[Path, Path]:
    """A certificate that signs itself, for these names, and its key: files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server of a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(exist_ok=True)
    (folder / "server.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "server.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "server.pem", folder / "server.key"


@contextmanager
def secured(pem: Path, key: Path) -> Iterator[str]:
    """The server over TLS; its address."""
    Handler.heard = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.socket = context.wrap_socket(running.socket, server_side=True)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


HERE = x509.IPAddress(ip_address("127.0.0.1"))


def test_a_page_over_https_is_kept_with_its_custody(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem, key = certificate(tmp_path / "tls", HERE)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    desk.run("init", "a", "--member", "Ana")
    with secured(pem, key) as server:
        url = f"{server}/to//news"
        said = desk.run("add", "a", url, "--allow-local", "--why", "may vanish", "--collected-by", "Bo")
    assert said == "1 kept, 0 there already; 0 not kept\n"
    (entry,) = map(json.loads, desk.run("log", "a", "--kind", "item", "--json").splitlines())
    custody, item = entry["payload"]["custody"], entry["payload"]["item"]
    assert (custody["source_url"], custody["final_url"]) == (url, f"{server}/news")
    assert custody["collected_by"] == "Bo"
    assert custody["method"] == "fetched over the network by Khronika"
    assert custody["tool"].startswith("khronika ")
    assert custody["collected_at"] <= entry["at"]
    assert [answer["status"] for answer in custody["answers"]] == [302, 200]
    assert ["Content-Type", "text/html"] in custody["answers"][1]["headers"]
    kept = (desk.folder / "a/items" / item["stored"][:2] / item["stored"]).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == item["sha256"]
    assert records(kept) == [
        ("response", url, b""), ("request", url, b""),
        ("response", f"{server}/news", PAGE), ("request", f"{server}/news", b""),
    ]  # fmt: skip
    assert "everything holds" in desk.run("verify", "a")


@pytest.mark.parametrize("names", [(HERE,), (x509.DNSName("elsewhere.example"),)], ids=["unknown", "of another name"])
def test_a_server_that_cannot_show_who_it_is_is_asked_for_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[x509.GeneralName, ...]
) -> None:
    pem, key = certificate(tmp_path / "tls", *names)
    if HERE not in names:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    desk.run("init", "a", "--member", "Ana")
    with secured(pem, key) as server:
        told = desk.run("add", "a", f"{server}/news", "--allow-local", code=1)
    assert "cannot be fetched" in told
    assert "certificate" in told
    assert Handler.heard == []
    assert desk.run("log", "a", "--kind", "item", "--json") == ""
