"""Serves a small site on 127.0.0.1 and has wget write it down as WARC; packs one as WACZ. Needs wget (tried: 1.21.3).

Run in this folder: python make.py. The times in the files are those of the run.
"""

import gzip
import json
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
PORT = 8031
STORY = (
    "<p>Soldiers fired on a crowd in the harbour of Orun on Friday and killed four people, the port authority said.</p>"
)


def page(title: str, body: str, head: str = "") -> bytes:
    """An HTML page with links to the other ones."""
    links = "".join(f'<a href="/{name}">{name}</a> ' for name in ("packed", "chunked", "moved", "gone", "notes.txt"))
    return (
        f"<!doctype html><html><head><title>{title}</title><link rel='stylesheet' href='/style.css'>{head}</head>"
        f"<body><article><h1>{title}</h1>{body * 3}</article><nav>{links}</nav></body></html>"
    ).encode()


class Site(BaseHTTPRequestHandler):
    """A page, one that is sent compressed, one in chunks, a redirect, an error, a text and a style sheet."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers by path."""
        meta = '<meta property="article:published_time" content="2031-03-14T18:00:00+05:00">'
        if self.path == "/":
            self._send(page("Four killed in Orun", STORY, meta), "text/html; charset=utf-8")
        elif self.path == "/packed":
            body = gzip.compress(page("Curfew in Orun", STORY.replace("Friday", "Saturday")), mtime=0)
            self._send(body, "text/html", {"Content-Encoding": "gzip"})
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            body = page("Strike in Orun", STORY.replace("Friday", "Sunday"))
            for start in range(0, len(body), 100):
                piece = body[start : start + 100]
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/moved":
            self._send(b"moved", "text/plain", {"Location": "/"}, status=302)
        elif self.path == "/notes.txt":
            self._send(b"Two men were detained in Orun on 16 March 2031.\n", "text/plain")
        elif self.path == "/style.css":
            self._send(b"body { color: black }", "text/css")
        else:
            self._send(b"<html><body><p>No such page.</p></body></html>", "text/html", status=404)

    def _send(self, body: bytes, kind: str, more: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def fetch(name: str, *options: str) -> None:
    """One run of wget over the site."""
    address = f"http://127.0.0.1:{PORT}/"
    quiet = ["wget", "-q", "--delete-after", "--no-directories", "--compression=gzip"]
    subprocess.run([*quiet, *options, f"--warc-file={HERE / name}", address], check=False)


server = ThreadingHTTPServer(("127.0.0.1", PORT), Site)
threading.Thread(target=server.serve_forever, daemon=True).start()
fetch("wget", "--recursive", "--page-requisites", "--level=2")
fetch("plain", "--no-warc-compression")
server.shutdown()
with zipfile.ZipFile(HERE / "packed.wacz", "w") as packed:
    packed.write(HERE / "wget.warc.gz", "archive/data.warc.gz")
    packed.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n')
    packed.writestr("indexes/index.cdx", "com,example)/ 2031 {}\n")
    packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
