"""Bad mails: mails in mails, ten thousand parts, names and headers that lie."""

import base64
from collections.abc import Callable
from email.message import EmailMessage

from hostile.archives import zipped
from hostile.cases import MIB, STORY, Fate, content

Big = Callable[[int], int]
EITHER = Fate.EITHER
HEAD = (
    "From: Halda Wire <desk@halda.example>\nTo: you@desk.example\nDate: Fri, 14 Mar 2031 10:00:00 +0300\n"
    "Subject: Orun\nMessage-ID: <1@halda.example>\nMIME-Version: 1.0\n"
)


def mail(kind: str, body: str, head: str = HEAD) -> str:
    """A mail as it stands in a file."""
    return f"{head}Content-Type: {kind}\n\n{body}"


def attached(name: str, data: bytes, kind: str = "octet-stream") -> bytes:
    """A mail with a text and one file."""
    made = EmailMessage()
    for line in HEAD.splitlines()[:-1]:
        field, _, value = line.partition(": ")
        made[field] = value
    made.set_content(STORY)
    made.add_attachment(data, maintype="application", subtype=kind, filename=name)
    made.set_boundary("=b")
    return made.as_bytes()


@content("mail-of-mails.eml", EITHER)
def _(big: Big) -> str:
    """A mail in a mail, 2,000 deep."""
    return mail("message/rfc822", "") + mail("message/rfc822", "") * 2000 + mail("text/plain", STORY)


@content("mail-of-10000-parts.eml", EITHER)
def _(big: Big) -> str:
    """Ten thousand parts."""
    part = f"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n{STORY}\n"
    return mail("multipart/mixed; boundary=b", part * big(10_000) + "--b--\n")


@content("mail-parts-in-parts.eml", EITHER)
def _(big: Big) -> str:
    """Parts in parts, 3,000 deep, all of one boundary."""
    return mail("multipart/mixed; boundary=b", "--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000 + STORY)


@content("mail-boundaries-deep.eml", EITHER)
def _(big: Big) -> str:
    """Parts in parts, each of a boundary of its own."""
    inner = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(1500))
    return mail("multipart/mixed; boundary=b0", f"{inner}--b1500\nContent-Type: text/plain\n\n{STORY}")


@content("mail-without-boundary.eml", EITHER)
def _(big: Big) -> str:
    """Many parts and nothing between them."""
    return mail("multipart/mixed", STORY)


@content("mail-without-body.eml", EITHER)
def _(big: Big) -> str:
    """Headers only."""
    return HEAD


@content("mail-100000-headers.eml", EITHER)
def _(big: Big) -> str:
    """A hundred thousand headers."""
    return "".join(f"X-{n}: {n}\n" for n in range(big(100_000))) + mail("text/plain", STORY)


@content("mail-long-header.eml", EITHER)
def _(big: Big) -> str:
    """A subject of 5 MB."""
    return mail("text/plain", STORY, HEAD.replace("Orun", "Orun " * big(MIB)))


@content("mail-encoded-words.eml", EITHER)
def _(big: Big) -> str:
    """A subject of 50,000 encoded words."""
    return mail("text/plain", STORY, HEAD.replace("Orun", "=?utf-8?b?4oCu?=\n =?x?q?=00?=" * big(50_000)))


@content("mail-addresses.eml", EITHER)
def _(big: Big) -> str:
    """Senders without end, in comments in comments."""
    return mail("text/plain", STORY, HEAD.replace("Halda Wire", "(" * big(20_000) + '"a\\"' * 5000))


@content("mail-broken-base64.eml", EITHER)
def _(big: Big) -> str:
    """A text that is no base64."""
    return mail(
        "text/plain\nContent-Transfer-Encoding: base64", "@@@@" + base64.b64encode(STORY.encode()).decode()[:-3]
    )


@content("mail-charset-that-is-none.eml", EITHER)
def _(big: Big) -> bytes:
    """Encodings that do not exist, or are none of text."""
    part = "--b\nContent-Type: text/plain; charset={}\nContent-Transfer-Encoding: 8bit\n\n"
    kinds = ["x-none", "zlib", "idna", "rot13", "utf-7", "undefined"]
    body = b"".join(part.format(kind).encode() + STORY.encode() + b"\xff\xfe\n" for kind in kinds)
    return mail("multipart/mixed; boundary=b", "").encode() + body + b"--b--\n"


@content("mail-attached-path.eml", EITHER)
def _(big: Big) -> bytes:
    """An attachment whose name leads out of every folder."""
    return attached("../../../../tmp/escaped.txt", STORY.encode())


@content("mail-attached-command.eml", EITHER)
def _(big: Big) -> bytes:
    """An attachment whose name is a command, an escape and a script."""
    return attached("$(touch owned) `touch owned` \x1b[2J<script>alert(25)</script>.txt", STORY.encode())


@content("mail-attached-bomb.eml", EITHER)
def _(big: Big) -> bytes:
    """A zip bomb for an attachment."""
    return attached("photos.zip", zipped({"a.txt": b"\0" * big(200 * MIB)}), "zip")


@content("mail-headers-that-act.eml", EITHER)
def _(big: Big) -> str:
    """Escapes, overrides, formulas and scripts for sender and subject."""
    evil = "=?utf-8?q?=1b=5b2J=E2=80=AE=3Dcmd=3Cscript=3Ealert=2826=29=3C=2Fscript=3E?="
    return mail("text/plain", STORY, HEAD.replace("Orun", evil).replace("Halda Wire", evil))


@content("mail-scripts.eml", EITHER)
def _(big: Big) -> str:
    """A page with scripts, pictures that call home and a form."""
    body = (
        f"<img src=http://127.0.0.1:9/pixel><script>alert(27)</script><p onclick=alert(28)>{STORY}</p><form action=x>"
    )
    return mail("text/html; charset=utf-8", body)


@content("mail-date-that-is-none.eml", EITHER)
def _(big: Big) -> str:
    """A day that is none."""
    return mail(
        "text/plain", STORY, HEAD.replace("Fri, 14 Mar 2031 10:00:00 +0300", "Fri, 99 Foo 99999 99:99:99 +9999")
    )


@content("mailbox.mbox", EITHER)
def _(big: Big) -> str:
    """Lines that begin a mail, and nothing between them."""
    return "From a@b Fri Mar 14 10:00:00 2031\n" * big(50_000) + mail("text/plain", STORY)


@content("mailbox-unquoted.mbox", EITHER)
def _(big: Big) -> str:
    """A mailbox in which a sentence begins with From."""
    return "From a@b Fri Mar 14 10:00:00 2031\n" + mail("text/plain", STORY + "\nFrom here on there were four dead.\n")
