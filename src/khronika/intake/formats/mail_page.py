"""The text of a mail that is written as a page: its lines as they stand, quoted ones marked as plain mails mark them.

A mail is no web page with a report among menus: what finds the report on a page would drop short answers and run the
header of a mail that was passed on into one line. So every block becomes a line, and nothing but what is hidden is
left out.
"""

from typing import Any

_BLOCKS = {
    *("p", "div", "li", "tr", "td", "th", "table", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "hr", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer", "center", "address", "figure", "figcaption"),
}
_SILENT = {"script", "style", "head", "title", "template", "svg", "noscript", "object", "iframe"}
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"}


def text_of_page(page: str) -> str:
    """The text of a page; lines of a quotation begin with ">", of one within another with ">>".

    Nesting is bounded by the caller (``html_depth``). "" for a page that holds nothing.
    """
    # a heavy engine, of no use to those who hand in no mails
    from lxml import etree, html  # noqa: PLC0415

    try:
        root = html.document_fromstring(
            page.replace("\0", ""), parser=html.HTMLParser(remove_comments=True, huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    lines: list[tuple[int, list[str]]] = [(0, [])]
    _walk(root, 0, lines)
    return _joined(lines)


def _walk(element: Any, depth: int, lines: list[tuple[int, list[str]]]) -> None:
    """Puts the words of an element into lines, each with the depth of its quotation."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SILENT or _is_hidden(element):
        return
    inner = depth + 1 if tag == "blockquote" and _is_quotation(element) else depth
    block = tag in _BLOCKS
    if block:
        lines.append((inner, []))
        if tag in _PARAGRAPHS:
            lines.append((inner, []))
    if element.text:
        lines[-1][1].append(element.text)
    for child in element:
        if child.tag == "br":
            lines.append((inner, []))
        else:
            _walk(child, inner, lines)
        if child.tail:
            lines[-1][1].append(child.tail)
    if block:
        lines.append((depth, []))
        if tag in _PARAGRAPHS:
            lines.append((depth, []))


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _is_quotation(element: Any) -> bool:
    """Whether a block is what a mail program quotes an earlier mail with, and not a quotation of the writer's."""
    return element.get("type") == "cite" or any(
        mark in (element.get("class") or "") for mark in ("gmail_quote", "cite", "yahoo_quoted", "moz-cite")
    )


def _joined(lines: list[tuple[int, list[str]]]) -> str:
    """One text; no two blank lines on end."""
    found: list[str] = []
    for depth, parts in lines:
        words = " ".join("".join(parts).split())
        line = f"{'>' * depth} {words}".strip() if depth and words else words
        if line or (found and found[-1]):
            found.append(line)
    return "\n".join(found).strip("\n")
