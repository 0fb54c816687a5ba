"""Makes the files of ``dispatches/`` that are no plain text out of ``sources/``, each by a program of its trade.

    apt-get install libreoffice-writer-nogui libreoffice-calc-nogui faketime poppler-utils wget zip
    pip install feedgen pillow
    python examples/make_examples.py

The results are committed; this script says how they came about. Programs are run at the hour at which the file was
written (faketime), so that the dates inside are those of March 2031. The bytes differ a little with the version of the
programs: nothing relies on them.

| file | made by |
|---|---|
| .docx, .odt, .pdf | LibreOffice, from a page |
| .xlsx | LibreOffice Calc, from a table of comma-separated values |
| .eml | Python's ``email`` library: a text, the same as a page, and the PDF of LibreOffice attached |
| .rss, .xml (Atom) | feedgen |
| .zip | Info-ZIP's zip |
| .warc.gz | wget, from a server of our own |
| 16-podlenka-live/result.json | here, in the form of Telegram Desktop's export of a channel |
| 21-scanned-leaflet.pdf | LibreOffice, pdftoppm and Pillow: a picture of a page, without a letter of text |
"""

import csv
import html
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from feedgen.feed import FeedGenerator
from PIL import Image

HERE = Path(__file__).parent
SOURCES, OUT = HERE / "sources", HERE / "dispatches"
EXPORTS = {
    "pdf": "pdf:writer_pdf_Export",
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
READERS = {"html": "HTML (StarWriter)", "csv": "Text - txt - csv (StarCalc):44,34,76,1"}


def at(moment: str, *command: str | Path) -> None:
    """Runs a program at an hour of March 2031, in the zone of Halvenia. Raises: CalledProcessError."""
    zone = {**os.environ, "TZ": "Etc/GMT-3"}
    subprocess.run(
        ["faketime", "-f", f"@{moment}", *command],
        check=True,
        env=zone,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def by_libreoffice(source: Path, target: Path, moment: str) -> None:
    """Writes `target` from a page or a table."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        draft = work / f"{target.stem}{source.suffix}"
        shutil.copy(source, draft)
        at(
            moment, "soffice", f"-env:UserInstallation=file://{work}/profile", "--headless",
            f"--infilter={READERS[source.suffix[1:]]}", "--convert-to", EXPORTS[target.suffix[1:]],
            "--outdir", work, draft,
        )  # fmt: skip
        shutil.copy(work / target.name, target)


def records(name: str) -> list[dict]:
    """The records of a source."""
    return [json.loads(line) for line in (SOURCES / name).read_text("utf-8").splitlines()]


def make_mail(target: Path) -> None:
    """A press office's mail: text and page side by side, a PDF attached."""
    text = (SOURCES / "10-governor-press-office.eml.txt").read_text("utf-8")
    body, _, signature = text.partition("\n--\n")
    mail = EmailMessage()
    mail["Return-Path"] = "<press@lomyra-region.example>"
    mail["Received"] = "from mx.lomyra-region.example (mx.lomyra-region.example [192.0.2.17]) by mail.desk.example " \
        "with ESMTPS id 4kT9; Sat, 15 Mar 2031 21:15:09 +0300"  # fmt: skip
    mail["From"] = "Press office, governor of Lomyra region <press@lomyra-region.example>"
    mail["To"] = "Accredited media <media@lomyra-region.example>"
    mail["Subject"] = "Governor’s address of 15 March: curfew shortened, 24 released"
    mail["Date"] = format_datetime(datetime.fromisoformat("2031-03-15T21:15:02+03:00"))
    mail["Message-ID"] = "<20310315211502.118@lomyra-region.example>"
    mail.set_content(body + "\n-- \n" + signature, cte="quoted-printable")
    paragraphs = "\n".join(f"<p>{html.escape(part)}</p>" for part in body.split("\n\n"))
    footer = "<br>".join(html.escape(line) for line in signature.splitlines())
    page = (
        f'<html><body style="font-family: Arial">{paragraphs}\n<p style="color: #888">-- <br>{footer}</p></body></html>'
    )
    mail.add_alternative(page, subtype="html")
    with tempfile.TemporaryDirectory() as name:
        order = Path(name) / "order-27.pdf"
        by_libreoffice(SOURCES / target.name / "order-27.pdf.html", order, "2031-03-15 20:40:00")
        mail.add_attachment(order.read_bytes(), maintype="application", subtype="pdf", filename=order.name)
    mail.set_boundary("=-5f8c2d-lomyra")
    alternative = next(mail.iter_parts())
    alternative.set_boundary("=-5f8c2d-lomyra-body")
    target.write_bytes(mail.as_bytes())


def make_feed(target: Path, name: str, home: str, summary: str) -> None:
    """A feed: RSS 2.0 with whole texts, or Atom where the name ends in .xml."""
    feed = FeedGenerator()
    feed.id(home)
    feed.title(name)
    feed.link(href=home)
    feed.description(summary)
    feed.language("en")
    rows = records(f"{target.name}.jsonl")
    feed.updated(rows[-1]["published"])
    for row in rows:
        entry = feed.add_entry()
        entry.id(row["url"])
        entry.title(row["title"])
        entry.link(href=row["url"])
        entry.published(row["published"])
        entry.updated(row["published"])
        entry.content(row["html"], type="CDATA" if target.suffix == ".rss" else "html")
    feed.rss_file(target, pretty=True) if target.suffix == ".rss" else feed.atom_file(target, pretty=True)


def make_telegram(target: Path) -> None:
    """What Telegram Desktop writes when a channel is exported as JSON, pictures left out."""
    channel_id = 1893300112
    created = {
        "id": 1,
        "type": "service",
        "date": "2031-03-14T16:40:00",
        "date_unixtime": unixtime("2031-03-14T16:40:00+03:00"),
        "actor": "Podlenka Live",
        "actor_id": f"channel{channel_id}",
        "action": "create_channel",
        "title": "Podlenka Live",
        "text": "",
        "text_entities": [],
    }
    messages: list[dict] = [created]
    for row in records("16-podlenka-live.jsonl"):
        message = {
            "id": int(row["doc_id"].rsplit(":", 1)[1]),
            "type": "message",
            "date": row["published"][:19],
            "date_unixtime": unixtime(row["published"]),
            "from": "Podlenka Live",
            "from_id": f"channel{channel_id}",
        }
        if "edited" in row:
            message |= {"edited": row["edited"][:19], "edited_unixtime": unixtime(row["edited"])}
        if "forwarded_from" in row:
            message["forwarded_from"] = row["forwarded_from"]
        if row.get("photo"):
            missing = "(File not included. Change data exporting settings to download.)"
            message |= {"photo": missing, "photo_file_size": 184220, "width": 1280, "height": 960}
        message |= {"text": row["text"], "text_entities": [{"type": "plain", "text": row["text"]}]}
        messages.append(message)
    channel = {"name": "Podlenka Live", "type": "public_channel", "id": channel_id, "messages": messages}
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(channel, ensure_ascii=False, indent=1) + "\n", "utf-8")


def unixtime(moment: str) -> str:
    """Seconds of an instant, as Telegram writes them."""
    return str(int(datetime.fromisoformat(moment).timestamp()))


def make_table(target: Path) -> None:
    """A desk's sheet of what it heard: a row a report."""
    fields = ["doc_id", "published", "publisher", "title", "text"]
    with tempfile.TemporaryDirectory() as name:
        sheet = Path(name) / f"{target.stem}.csv"
        with sheet.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fields)
            writer.writeheader()
            writer.writerows(records(f"{target.name}.jsonl"))
        by_libreoffice(sheet, target, "2031-03-17 13:00:00")


def make_bundle(target: Path) -> None:
    """A folder of files, zipped."""
    target.unlink(missing_ok=True)
    folder = SOURCES / target.name
    for path in folder.rglob("*"):
        stamp = datetime.fromisoformat("2031-03-17T11:00:00+03:00").timestamp()
        os.utime(path, (stamp, stamp))
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    subprocess.run(["zip", "-q", "-X", target.absolute(), *names], cwd=folder, check=True)


class Portal(SimpleHTTPRequestHandler):
    """The portal's server, asked through it as a proxy, at an hour of March 2031."""

    server_version, sys_version = "nginx", ""

    def translate_path(self, path: str) -> str:
        """The file behind an address."""
        return super().translate_path(path.removeprefix("http://lomyra-portal.example"))

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The hour of the capture, and the page's own."""
        moment = "2031-03-17T12:00:00+00:00" if timestamp is None else "2031-03-17T11:05:00+00:00"
        return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def make_capture(target: Path) -> None:
    """A page as wget kept it."""
    serve = partial(Portal, directory=str(SOURCES / target.name))
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        at(
            "2031-03-17 15:00:00", "env", f"http_proxy=http://127.0.0.1:{server.server_port}",
            "wget", "-q", "--no-warc-keep-log", f"--warc-file={name}/capture", "--delete-after", "-P", name,
            "http://lomyra-portal.example/emergency.html",
        )  # fmt: skip
        shutil.copy(Path(name) / "capture.warc.gz", target)
    server.shutdown()


def make_scan(target: Path) -> None:
    """A leaflet as a scanner gives it: one picture a page."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        by_libreoffice(SOURCES / f"{target.name}.html", work / "leaflet.pdf", "2031-03-16 08:00:00")
        subprocess.run(
            ["pdftoppm", "-r", "60", "-gray", "-singlefile", work / "leaflet.pdf", work / "page"], check=True
        )
        with Image.open(work / "page.pgm") as picture:
            turned = picture.rotate(0.7, fillcolor=245, resample=Image.Resampling.BICUBIC)
            packed = io.BytesIO()
            turned.save(packed, "PDF", resolution=60, quality=40, producer="MX-2614 scanner")
        target.write_bytes(packed.getvalue())


def main() -> int:
    """Make every file anew."""
    make_mail(OUT / "10-governor-press-office.eml")
    for name, moment in {
        "11-hospital-bulletin.pdf": "2031-03-16 18:00:00",
        "12-defence-lawyers.docx": "2031-03-17 10:00:00",
        "13-bakery-witness.odt": "2031-03-16 15:30:00",
    }.items():
        by_libreoffice(SOURCES / f"{name}.html", OUT / name, moment)
    make_feed(
        OUT / "14-uspaly-watch.rss", "Uspaly Watch", "https://uspalywatch.example/", "What we could find out in Belzary"
    )
    make_feed(OUT / "15-lomyra-portal.xml", "The Lomyra Portal", "https://lomyra-portal.example/", "News of the region")
    make_telegram(OUT / "16-podlenka-live" / "result.json")
    make_bundle(OUT / "18-newsroom-bundle.zip")
    make_table(OUT / "19-monitoring-sheet.xlsx")
    make_capture(OUT / "20-portal-capture.warc.gz")
    make_scan(OUT / "21-scanned-leaflet.pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
