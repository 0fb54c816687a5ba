"""Bad pages, feeds and chats: nesting, entities, scripts, lies about what they are."""

import json
import random
from collections.abc import Callable

from hostile.cases import MIB, STORY, Fate, content

Big = Callable[[int], int]
EITHER, READ, REFUSED = Fate.EITHER, Fate.READ, Fate.REFUSED
PARAGRAPH = f"<p>{STORY}</p>" * 3


def page(body: str, head: str = "<title>Report</title>") -> str:
    """An HTML page."""
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


# Pages


@content("nested-60000.html", REFUSED)
def _(big: Big) -> str:
    """60,000 elements inside one another."""
    return page("<div>" * 60_000 + STORY + "</div>" * 60_000)


@content("never-closed-60000.html", EITHER)
def _(big: Big) -> str:
    """60,000 elements that are never closed."""
    return page("<b><i>" * 30_000 + STORY)


@content("tables-in-tables.html", REFUSED)
def _(big: Big) -> str:
    """Tables in tables."""
    return page("<table><tr><td>" * 5000 + STORY)


@content("one-attribute.html", EITHER)
def _(big: Big) -> str:
    """An attribute of 4 MB."""
    return page(f'<p class="{"a" * big(4 * MIB)}">{STORY}</p>' + PARAGRAPH)


@content("a-page-of-6mb.html", REFUSED)
def _(big: Big) -> str:
    """A page over the limit."""
    return page(PARAGRAPH * (6 * MIB // len(PARAGRAPH)))


@content("links.html", EITHER)
def _(big: Big) -> str:
    """A hundred thousand links."""
    return page(PARAGRAPH + '<a href="/x">x</a> ' * big(100_000))


@content("scripts-only.html", REFUSED)
def _(big: Big) -> str:
    """A page that only a browser can fill."""
    return page('<div id="app"></div><script>document.write("four dead")</script>')


@content("scripts-everywhere.html", READ)
def _(big: Big) -> str:
    """Scripts in title, metadata, links, text, comments and styles."""
    evil = "</title></script><script>alert(10)</script><img src=x onerror=alert(11)>"
    head = (
        f'<title>{evil}</title><link rel="canonical" href="javascript:alert(12)"><base href="javascript:alert(13)//">'
        f'<meta property="og:title" content="&lt;script&gt;alert(14)&lt;/script&gt;"><meta property="og:site_name" '
        'content="&quot; onmouseover=alert(15) x=&quot;"><meta http-equiv="refresh" content="0;url=//x.example">'
        "<style>@import '//x.example';</style>"
    )
    body = f"&lt;script&gt;alert(16)&lt;/script&gt; police said that four people were killed in Orun. {STORY}"
    return page(f"<article><p onclick=alert(17)>{body}</p>{PARAGRAPH}<!-- {evil} --></article>", head)


@content("charset-that-is-none.html", READ)
def _(big: Big) -> str:
    """A declared encoding that does not exist."""
    return page(PARAGRAPH).replace('charset="utf-8"', 'charset="x-klingon;rm -rf"')


@content("charset-utf7.html", READ)
def _(big: Big) -> str:
    """A declared encoding that hides a script."""
    return page(PARAGRAPH + "<p>+ADw-script+AD4-alert(18)+ADw-/script+AD4-</p>").replace('"utf-8"', '"utf-7"')


@content("charset-zlib.html", READ)
def _(big: Big) -> bytes:
    """A declared encoding that is a codec of Python, but none of text."""
    return page(PARAGRAPH + "<p>Zażółć</p>").replace('"utf-8"', '"zlib"').encode("cp1250")


@content("charset-undefined.html", READ)
def _(big: Big) -> bytes:
    """A declared encoding whose only use is to fail."""
    return page(PARAGRAPH + "<p>Zażółć</p>").replace('"utf-8"', '"undefined"').encode("cp1250")


@content("entities.html", EITHER)
def _(big: Big) -> str:
    """Entities that run on, and numbers of characters that are none."""
    return page("<p>" + "&amp;amp;#1;&#xD800;&#99999999999;&nosuch;" * big(30_000) + "</p>" + PARAGRAPH)


@content("linked-data-deep.html", EITHER)
def _(big: Big) -> str:
    """Linked data a hundred thousand deep."""
    deep = '{"@graph":[' * 50_000 + "]}" * 50_000
    return page(PARAGRAPH, f'<title>x</title><script type="application/ld+json">{deep}</script>')


@content("linked-data-wrong.html", READ)
def _(big: Big) -> str:
    """Linked data of wrong kinds."""
    wrong = {"@type": [None, 1, "NewsArticle"], "headline": {"a": []}, "datePublished": [1e300], "publisher": "\ud800"}
    return page(PARAGRAPH, f'<title>x</title><script type="application/ld+json">{json.dumps(wrong)}</script>')


@content("page-of-noise.html", EITHER)
def _(big: Big) -> str:
    """Angle brackets at random."""
    dice = random.Random(5)
    return STORY + "".join(
        dice.choice(["<", ">", "</", "<!--", "<![CDATA[", "a", '"', "=", "<p", "&#"]) for _ in range(big(200_000))
    )


@content("entity-bomb.xhtml", EITHER)
def _(big: Big) -> str:
    """A page with the billion laughs in its document type."""
    return laughs("html", "<html><body><p>&l9;</p></body></html>")


# XML


def laughs(root: str, body: str) -> str:
    """A document whose entities grow to a billion."""
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>{body}'


def rss(items: str, prolog: str = '<?xml version="1.0"?>') -> str:
    """An RSS feed."""
    return f'{prolog}<rss version="2.0"><channel><title>Halda</title><link>https://halda.example/</link>{items}</channel></rss>'


def item(text: str, title: str = "Orun", link: str = "https://halda.example/1") -> str:
    """A post of a feed."""
    date = "<pubDate>Fri, 14 Mar 2031 10:00:00 +0300</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link>{date}<description>{text}</description></item>"


@content("billion-laughs.rss", EITHER)
def _(big: Big) -> str:
    """The billion laughs."""
    return laughs("rss", rss(item("&l9;"), ""))


@content("quadratic-blowup.rss", EITHER)
def _(big: Big) -> str:
    """One long entity named fifty thousand times."""
    entity = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'
    return rss(item("&a;" * 50_000), f'<?xml version="1.0"?>{entity}')


@content("external-entity.rss", EITHER)
def _(big: Big) -> str:
    """An entity that is the system's list of users."""
    entity = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return rss(item(f"&a; {STORY}"), f'<?xml version="1.0"?>{entity}')


@content("external-address.xml", EITHER)
def _(big: Big) -> str:
    """A document type that is fetched from the network."""
    outside = '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/y"> %p;]>'
    return f'<?xml version="1.0"?>{outside}<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title></feed>'


@content("feed-cut-short.rss", EITHER)
def _(big: Big) -> str:
    """A feed that breaks off."""
    return rss(item(STORY) * 3)[:-200]


@content("feed-deep.xml", EITHER)
def _(big: Big) -> str:
    """A hundred thousand elements in one another."""
    return rss("<item>" * big(100_000))


@content("feed-of-2000.rss", EITHER)
def _(big: Big) -> str:
    """Two thousand posts of nearly the same words."""
    return rss("".join(item(f"Post {n}: {STORY}") for n in range(big(2_000))))


@content("feed-scripts.rss", EITHER)
def _(big: Big) -> str:
    """Scripts in every field."""
    evil = "&lt;script&gt;alert(19)&lt;/script&gt;&lt;img src=x onerror=alert(20)&gt; \u202e"
    return rss(item(f"{evil}&lt;p&gt;{STORY}&lt;/p&gt;", evil, "javascript:alert(21)"))


@content("feed-encoding-lies.xml", EITHER)
def _(big: Big) -> bytes:
    """UTF-8 that says it is UTF-16."""
    return rss(item(STORY + "Żółć"), '<?xml version="1.0" encoding="UTF-16"?>').encode()


@content("feed-control-characters.rss", EITHER)
def _(big: Big) -> bytes:
    """Characters that XML cannot hold."""
    return rss(item(STORY + "\x00\x08\x1b[2J\ufffe")).encode()


# Chats


def chat(*messages: object, name: object = "Orun Live") -> str:
    """An export of Telegram Desktop."""
    return json.dumps({"name": name, "type": "public_channel", "id": 7, "messages": messages})


def message(number: object, text: object, **more: object) -> dict:
    """A message of one."""
    told = {"id": number, "type": "message", "date": "2031-03-14T10:00:00", "date_unixtime": "1931324400"}
    return told | {"from": "Orun Live", "from_id": "channel7", "text": text} | more


@content("telegram-scripts/result.json", EITHER)
def _(big: Big) -> str:
    """Scripts, escapes and paths in names, texts and files."""
    evil = "<script>alert(22)</script>\x1b[2J\u202e"
    link = {"type": "text_link", "text": evil, "href": "javascript:alert(23)"}
    photo = message(2, [STORY, link], photo="../../../../etc/passwd", file="/etc/passwd", author=evil)
    return chat(message(1, STORY, forwarded_from=evil), photo, name=evil)


@content("telegram-wrong-types/result.json", EITHER)
def _(big: Big) -> str:
    """Every field of a wrong kind."""
    wrong = [
        None,
        1,
        "text",
        [],
        message({"a": 1}, {"b": 2}),
        message(1, [1, None, {"text": 3}]),
        message(2, STORY, date=5),
    ]
    return chat(*wrong, name=[1])


@content("telegram-deep/result.json", EITHER)
def _(big: Big) -> str:
    """A chat of lists in lists."""
    return '{"name": "x", "type": "public_channel", "messages": ' + "[" * 100_000


@content("telegram-1500/result.json", EITHER)
def _(big: Big) -> str:
    """Fifteen hundred messages of nearly the same words."""
    return chat(*(message(n, f"Post {n}. {STORY}") for n in range(big(1_500))))


@content("chat-of-drivers.txt", EITHER)
def _(big: Big) -> str:
    """A chat with escapes, formulas and scripts for names, and days that are none."""
    evil = ["\x1b[31mDana", "=cmd|' /C calc'!A0", "<script>alert(24)</script>", "\u202eavaD", "a" * 3000]
    lines = [f"14/03/2031, 10:0{n} - {name}: They shot four people in Orun" for n, name in enumerate(evil)]
    return "\n".join([*lines, "99/99/9999, 99:99 - Ivo: Police killed two people", "31/02/2031, 25:61 - : "]) + "\n"


# Tables


@content("formulas.csv", EITHER)
def _(big: Big) -> str:
    """Formulas in a table of dispatches."""
    evil = "=cmd|' /C calc'!A0"
    return f'doc_id,title,publisher,published,text\n"{evil}","{evil}","@{evil}",2031-03-14,"{evil} {STORY.strip()}"\n'


@content("quote-open.csv", EITHER)
def _(big: Big) -> str:
    """A quotation mark that is never closed."""
    return 'doc_id,title,text\n1,a,"' + "b,c\n" * big(2_000_000)


@content("columns.csv", EITHER)
def _(big: Big) -> str:
    """A hundred thousand columns."""
    return ",".join(f"text{n}" for n in range(100_000)) + "\n" + "," * 99_999 + "\n"


@content("same-columns.csv", EITHER)
def _(big: Big) -> str:
    """Columns of one name, and rows longer and shorter than the head."""
    return f'text,text,text,doc_id\n"{STORY}",b,c,1,2,3,4\n"{STORY}"\n\n,,,,\n'


@content("nul.csv", EITHER)
def _(big: Big) -> bytes:
    """NUL in a table."""
    return b"doc_id,text\n1,\0\0" + STORY.encode() + b"\n"
