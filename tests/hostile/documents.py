"""Bad documents and sheets: docx, odt, xlsx and PDF."""

import random
import zlib
from collections.abc import Callable

from hostile.archives import zipped
from hostile.cases import MIB, STORY, Fate, content
from hostile.markup import laughs

Big = Callable[[int], int]
EITHER = Fate.EITHER
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CELL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


# Word


def docx(document: str, **more: str | bytes) -> bytes:
    """A document of Word with `document` for its text; `more` are further parts, by their paths."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{LINK}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": document,
    }
    parts |= more
    return zipped({name: part if isinstance(part, bytes) else part.encode() for name, part in parts.items()})


def _relations(links: str) -> str:
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def word(body: str, prolog: str = XML) -> str:
    """The text of a document."""
    return f'{prolog}<w:document xmlns:w="{WORD}" xmlns:r="{LINK}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    """A paragraph of one."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@content("billion-laughs.docx", EITHER)
def _(big: Big) -> bytes:
    """The billion laughs in a document."""
    return docx(laughs("w:document", word(paragraph("&l9;"), "")))


@content("external-entity.docx", EITHER)
def _(big: Big) -> bytes:
    """An entity that is the system's list of users."""
    outside = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return docx(word(paragraph(f"&a; {STORY}"), outside))


@content("external-relations.docx", EITHER)
def _(big: Big) -> bytes:
    """A template, a picture and a link that are fetched from elsewhere."""
    outside = "".join(
        f'<Relationship Id="x{n}" Type="{LINK}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            [
                ("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
                ("image", "file:///etc/passwd"),
                ("hyperlink", "javascript:alert(31)"),
            ]
        )
    )
    return docx(word(paragraph(STORY)), **{"word/_rels/document.xml.rels": _relations(outside)})


@content("macro.docx", EITHER)
def _(big: Big) -> bytes:
    """A program inside."""
    return docx(word(paragraph(STORY)), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Shell calc" * 100})


@content("bomb.docx", EITHER)
def _(big: Big) -> bytes:
    """A text of half a gigabyte, packed to a thousandth."""
    return docx(word(paragraph("a" * big(512 * MIB))))


@content("slip.docx", EITHER)
def _(big: Big) -> bytes:
    """Parts that lead out of the folder."""
    return docx(word(paragraph(STORY)), **{"../../../escaped.txt": "x", "/tmp/escaped.txt": "x"})


@content("deep.docx", EITHER)
def _(big: Big) -> bytes:
    """Tables in tables, 5,000 deep."""
    return docx(word("<w:tbl><w:tr><w:tc>" * 5000 + paragraph(STORY) + "</w:tc></w:tr></w:tbl>" * 5000))


@content("no-text.docx", EITHER)
def _(big: Big) -> bytes:
    """A package without a document."""
    return zipped({"[Content_Types].xml": b"<Types/>"})


@content("cut-short.docx", EITHER)
def _(big: Big) -> bytes:
    """A document that breaks off."""
    return docx(word(paragraph(STORY) * 50))[:-300]


@content("scripts.docx", EITHER)
def _(big: Big) -> bytes:
    """Scripts and overrides in text and properties."""
    evil = "&lt;script&gt;alert(32)&lt;/script&gt;\u202e"
    core = f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    core += f"<dc:title>{evil}</dc:title><dc:creator>=cmd|' /C calc'!A0</dc:creator></cp:coreProperties>"
    return docx(word(paragraph(f"{evil} {STORY}")), **{"docProps/core.xml": core})


@content("a-page-for-word.docx", EITHER)
def _(big: Big) -> str:
    """A page that calls itself a document."""
    return f"<html><body><p>{STORY}</p></body></html>"


# OpenDocument


def odt(body: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>', manifest: str = "") -> bytes:
    """An OpenDocument text."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    text = f'{prolog}<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0" '
    text += f'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>{body}</office:text></office:body>'
    kind = "application/vnd.oasis.opendocument.text"
    listed = f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
    listed += '<manifest:file-entry manifest:full-path="content.xml" '
    listed += f'manifest:media-type="text/xml">{manifest}</manifest:file-entry></manifest:manifest>'
    content_xml = text + "</office:document-content>"
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content_xml.encode(), "META-INF/manifest.xml": listed.encode()}
    )


@content("billion-laughs.odt", EITHER)
def _(big: Big) -> bytes:
    """The billion laughs in an OpenDocument text."""
    return odt("<text:p>&l9;</text:p>", laughs("x", ""))


@content("deep.odt", EITHER)
def _(big: Big) -> bytes:
    """Sections in sections, 50,000 deep."""
    return odt("<text:section>" * 50_000 + f"<text:p>{STORY}</text:p>" + "</text:section>" * 50_000)


@content("spaces.odt", EITHER)
def _(big: Big) -> bytes:
    """Two thousand million spaces in one element, and a row that is repeated as often."""
    return odt(f'<text:p>{STORY}<text:s text:c="2000000000"/></text:p>')


@content("locked.odt", EITHER)
def _(big: Big) -> bytes:
    """A text that needs a password."""
    return odt(f"<text:p>{STORY}</text:p>", manifest='<manifest:encryption-data manifest:checksum="x"/>')


@content("script.odt", EITHER)
def _(big: Big) -> bytes:
    """A script and a link that runs one."""
    return odt(
        f'<text:p><text:a xlink:href="javascript:alert(33)">{STORY}</text:a></text:p><text:script>x</text:script>'
    )


# Sheets


def xlsx(sheet: str, strings: str = "<sst/>") -> bytes:
    """A workbook of one sheet."""
    book = f'{XML}<workbook xmlns="{CELL}" xmlns:r="{LINK}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    types += 'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    for path, kind in {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "sharedStrings": "sharedStrings",
    }.items():
        types += f'<Override PartName="/xl/{path}.xml" ContentType="{office}.{kind}+xml"/>'
    links = f'<Relationship Id="r1" Type="{LINK}/worksheet" Target="worksheets/sheet1.xml"/>'
    links += f'<Relationship Id="r2" Type="{LINK}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": types + "</Types>",
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{LINK}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f"{book}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(links),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def sheet(rows: str, prolog: str = XML) -> str:
    """A sheet."""
    return f'{prolog}<worksheet xmlns="{CELL}"><sheetData>{rows}</sheetData></worksheet>'


def row(*cells: str) -> str:
    """A row of texts."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


@content("billion-laughs.xlsx", EITHER)
def _(big: Big) -> bytes:
    """The billion laughs in a sheet."""
    return xlsx(laughs("worksheet", sheet(row("text") + row("&l9;"), "")))


@content("far-cell.xlsx", EITHER)
def _(big: Big) -> bytes:
    """A sheet with one cell in its last corner."""
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return xlsx(sheet(row("text") + far).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))


@content("formulas.xlsx", EITHER)
def _(big: Big) -> bytes:
    """Formulas that run a command or ask a web site."""
    formula = "<row><c><f>cmd|' /C calc'!A0</f><v>1</v></c><c><f>WEBSERVICE(\"http://127.0.0.1:9\")</f></c></row>"
    return xlsx(sheet(row("doc_id", "text") + formula + row("=1+1", f"=cmd {STORY}")))


@content("strings.xlsx", EITHER)
def _(big: Big) -> bytes:
    """A string of 900 KB that ten thousand cells name: nine gigabytes of text."""
    cells = '<row><c t="s"><v>0</v></c></row>' * big(10_000)
    return xlsx(sheet(row("text") + cells), f'{XML}<sst xmlns="{CELL}"><si><t>{"a" * 900_000}</t></si></sst>')


@content("string-that-is-none.xlsx", EITHER)
def _(big: Big) -> bytes:
    """Cells that name strings which are not there."""
    return xlsx(
        sheet(row("text") + '<row><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c><c t="d"><v>x</v></c></row>')
    )


@content("cut-short.xlsx", EITHER)
def _(big: Big) -> bytes:
    """A workbook that breaks off."""
    return xlsx(sheet(row("text") + row(STORY)))[:-100]


# PDF


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of the objects, numbered from 1, with a true table of them."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, len(out))
    return out + head + table + end


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream."""
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), more, data)


def shown(text: str = STORY) -> bytes:
    """The words of a page."""
    lines = (text[n : n + 80] for n in range(0, len(text), 80))
    told = b"".join(b"(%s) Tj T* " % line.strip().encode() for line in lines)
    return b"BT /F1 11 Tf 14 TL 50 700 Td %sET" % told


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


@content("cut-short.pdf", EITHER)
def _(big: Big) -> bytes:
    """A PDF that breaks off."""
    noise = zlib.compress(random.Random(6).randbytes(5000))
    return pdf(CATALOG, PAGES, PAGE, stream(noise, b"/Filter/FlateDecode"), FONT)[:2000]


@content("only-a-head.pdf", Fate.REFUSED)
def _(big: Big) -> bytes:
    """The first line of a PDF."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\0\0\n"


@content("pages-in-a-circle.pdf", EITHER)
def _(big: Big) -> bytes:
    """Pages that hold themselves."""
    return pdf(
        CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"
    )


@content("pages-without-end.pdf", EITHER)
def _(big: Big) -> bytes:
    """A thousand million pages by its own count, and 50,000 times the same."""
    kids = b"<</Type/Pages/Count 1000000000/Kids[%s]>>" % (b"3 0 R " * 50_000)
    return pdf(CATALOG, kids, PAGE, stream(shown()), FONT)


@content("javascript.pdf", EITHER)
def _(big: Big) -> bytes:
    """A script, a program and an address that open by themselves."""
    action = b"/OpenAction<</S/JavaScript/JS(app.alert\\(34\\))/Next<</S/Launch/F(/bin/sh)/Next<</S/URI/URI(http://127.0.0.1:9)>>>>>>"
    return pdf(CATALOG.replace(b">>", action + b">>", 1), PAGES, PAGE, stream(shown()), FONT)


@content("length-in-a-circle.pdf", EITHER)
def _(big: Big) -> bytes:
    """A length that is looked up in itself."""
    words = shown()
    return pdf(CATALOG, PAGES, PAGE, b"<</Length 6 0 R>>\nstream\n%s\nendstream" % words, FONT, b"6 0 R")


@content("bomb.pdf", EITHER)
def _(big: Big) -> bytes:
    """A page whose words are a gigabyte when unpacked."""
    packed = zlib.compress(b"BT /F1 1 Tf (a) Tj ET\n" * (big(1024 * MIB) // 22), 9)
    return pdf(CATALOG, PAGES, PAGE, stream(packed, b"/Filter/FlateDecode"), FONT)


@content("packed-100-times.pdf", EITHER)
def _(big: Big) -> bytes:
    """A stream packed a hundred times."""
    data = shown()
    for _ in range(100):
        data = zlib.compress(data)
    return pdf(CATALOG, PAGES, PAGE, stream(data, b"/Filter[" + b"/FlateDecode" * 100 + b"]"), FONT)


@content("locked.pdf", EITHER)
def _(big: Big) -> bytes:
    """A PDF that needs a password."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)
    return pdf(CATALOG, PAGES, PAGE, stream(shown()), FONT, lock, trailer=b"/Root 1 0 R/Encrypt 6 0 R/ID[(a)(a)]")


@content("tables-in-a-circle.pdf", EITHER)
def _(big: Big) -> bytes:
    """A table of objects whose older version is itself."""
    data = pdf(CATALOG, PAGES, PAGE, stream(shown()), FONT)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % data.rindex(b"xref\n0 "))


@content("deep.pdf", EITHER)
def _(big: Big) -> bytes:
    """Lists in lists, 100,000 deep."""
    return pdf(CATALOG, PAGES, PAGE, stream(shown()), FONT, b"[" * 100_000 + b"]" * 100_000)


@content("form-in-itself.pdf", EITHER)
def _(big: Big) -> bytes:
    """A form that draws itself, twice."""
    page = PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 6 0 R>>>>")
    return pdf(CATALOG, PAGES, page, stream(b"/X Do " + shown()), FONT, form)


@content("scripts.pdf", EITHER)
def _(big: Big) -> bytes:
    """Scripts and formulas in its words and its title."""
    told = shown(f"<script>alert(35)</script> {STORY}")
    info = b"<</Title(<script>alert\\(36\\)</script>)/Author(=cmd)/CreationDate(D:99999999999999)>>"
    return pdf(CATALOG, PAGES, PAGE, stream(told), FONT, info, trailer=b"/Root 1 0 R/Info 6 0 R")
