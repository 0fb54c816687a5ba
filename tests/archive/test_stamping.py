"""Time stamps by a real authority: OpenSSL's, on this machine."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.conftest import Team
from khronika.archive.bundles import opened_bundle, write_bundle
from khronika.archive.merging import merge
from khronika.archive.stamping import asking, certificates, questions, stamp, take_answer
from khronika.archive.verifying import verify
from khronika.errors import VerificationError, WrongUse

pytest.importorskip("rfc3161_client")
if shutil.which("openssl") is None:
    pytest.skip("no openssl to play an authority", allow_module_level=True)

CONFIG = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = {name}
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ts]
default_tsa = t
[t]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """A root, a time-stamping certificate under it, and `openssl ts` behind an address."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "serial").write_text("01\n")
        (folder / "conf").write_text(CONFIG.format(folder=folder, name=name))
        key = ["-newkey", "rsa:2048", "-nodes", "-config", "conf"]
        self._openssl(
            "req", "-x509", *key, "-days", "3650", "-extensions", "root", "-keyout", "root.key", "-out", "root.pem"
        )
        (folder / "conf2").write_text(CONFIG.format(folder=folder, name=f"{name} TSA"))
        self._openssl("req", *key[:-1], "conf2", "-keyout", "tsa.key", "-out", "tsa.csr")
        sign = ["-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2", "-days", "3650"]
        self._openssl(
            "x509", "-req", "-in", "tsa.csr", *sign, "-extfile", "conf", "-extensions", "tsa", "-out", "tsa.pem"
        )
        self.root = folder / "root.pem"

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, question: bytes) -> bytes:
        (self.folder / "q.tsq").write_bytes(question)
        self._openssl("ts", "-reply", "-config", "conf", "-section", "t", "-queryfile", "q.tsq", "-out", "a.tsr")
        return (self.folder / "a.tsr").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "one", "Root of Orun")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "two", "Another root")


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """Where the authority answers."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_head_is_stamped_over_the_network_and_checked_without_one(
    team: Team, authority: Authority, other: Authority, address: str
) -> None:
    path = team.found()
    team.add(path, {"a.txt": "a"})
    roots = certificates(authority.root)
    with team.open(path) as archive:
        assert len(stamp(archive, asking(address), roots).stamped) == 1
        assert stamp(archive, asking(address), roots).stamped == []
    team.add(path, {"b.txt": "b"})
    with team.open(path) as archive:
        found = verify(archive, roots=roots)
        assert found.holds, found.faults
        (note,) = found.notes
        assert "its first 2 entries were there by 20" in note
        assert "not checked" not in note
        assert "not checked" in verify(archive).notes[0]
        assert verify(archive, roots=certificates(other.root)).faults[9]


def test_an_answer_that_is_not_by_a_trusted_root_or_not_about_the_head_is_not_kept(
    plain_team: Team, authority: Authority, other: Authority
) -> None:
    path = plain_team.found()
    with plain_team.open(path) as archive:
        refused = stamp(archive, authority.answer, certificates(other.root)).refused
        assert len(refused) == 1
        for wrong in (b"", b"garbage", authority.folder.joinpath("a.tsr").read_bytes()):
            (fault,) = stamp(archive, lambda _, wrong=wrong: wrong, []).refused  # type: ignore[misc]
            assert "stamp" in fault.reason
        (fault,) = stamp(archive, asking("http://127.0.0.1:1/"), []).refused
        assert not (path / "stamps").exists()
        assert verify(archive).holds
    with pytest.raises(WrongUse):
        asking("file:///etc/passwd")


def test_questions_are_carried_to_a_network_by_hand(team: Team, authority: Authority) -> None:
    path = team.found()
    with team.open(path) as archive:
        assert questions(archive) == 1
        assert verify(archive).holds
        (question,) = (path / "stamps").glob("*.tsq")
        answer = authority.answer(question.read_bytes())
        team.clock()
        take_answer(archive, answer, certificates(authority.root))
        assert not question.exists()
        assert questions(archive) == 0
        with pytest.raises(VerificationError):
            take_answer(archive, answer[:-10], [])
        assert verify(archive, roots=certificates(authority.root)).holds


def test_stamps_travel_with_copies_and_bundles(plain_team: Team, authority: Authority) -> None:
    path = plain_team.found()
    shutil.copytree(path, plain_team.folder / "copy")
    with plain_team.open(path) as archive:
        stamp(archive, authority.answer, [])
        write_bundle(archive, plain_team.folder / "a.zip")
    with plain_team.open(plain_team.folder / "copy") as copy:
        with opened_bundle(plain_team.folder / "a.zip", copy.path) as folder:
            merge(copy, folder)
        found = verify(copy, roots=certificates(authority.root))
        assert found.holds
        assert len(found.notes) == 1


def test_a_stamp_that_was_altered_is_named(plain_team: Team, authority: Authority) -> None:
    path = plain_team.found()
    with plain_team.open(path) as archive:
        stamp(archive, authority.answer, [])
        for file in sorted((path / "stamps").iterdir()):
            data = file.read_bytes()
            for place in range(0, len(data), 29):
                file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
                found = verify(archive)
                assert found.faults[9], (file.name, place)
            file.write_bytes(data)
        assert verify(archive).holds


def test_a_log_that_was_set_back_is_given_away_by_its_stamp(plain_team: Team, authority: Authority) -> None:
    path = plain_team.found()
    earlier = plain_team.folder / "earlier"
    shutil.copytree(path, earlier)
    plain_team.add(path, {"a.txt": "a"})
    with plain_team.open(path) as archive:
        stamp(archive, authority.answer, [])
    (log,) = (path / "logs").iterdir()
    shutil.rmtree(log)
    shutil.copytree(earlier / "logs" / log.name, log)
    with plain_team.open(path) as archive:
        (fault,) = verify(archive).faults[9]
        assert fault.name == f"log {log.name}"
        assert "cut short" in fault.reason
