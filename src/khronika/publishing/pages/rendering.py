"""Templates and values to bytes: what every page shares."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from khronika.publishing.pages.assets import MAP, POLICY
from khronika.publishing.pages.beside import Beside
from khronika.publishing.pages.citing import Citer, together
from khronika.publishing.pages.filters import Filters
from khronika.publishing.pages.reading_view import TextView
from khronika.publishing.pages.templating import environment_with
from khronika.publishing.pages.wording import in_words, instant, plural, read_in_words
from khronika.publishing.withholding.redaction import PublicCopy
from khronika.reference.gazetteer.credit import CREDIT

_PLAIN_ANCHOR = re.compile(r"[\w.:-]+", re.ASCII)


def rendered(
    template: str, copy: PublicCopy, citer: Citer, *, scripts: Sequence[str], filters: Filters, **values: Any
) -> bytes:
    """A page. scripts: the names of those that it needs, in the order in which they run."""
    page = _environment().get_template(template)
    unread = sum(refusal.unread for refusal in copy.chronicle.refusals)
    text = page.render(
        chronicle=copy.chronicle,
        withheld=copy.withheld,
        read=read_in_words(unread, len(copy.chronicle.refusals) - unread),
        page=citer.page,
        to=lambda target: citer.addresses.to(citer.page, target),
        several=citer.addresses.several,
        incident_href=lambda incident: citer.addresses.incident(citer.page, incident),
        scripts=scripts,
        styles=("leaflet.css",) if set(MAP) <= set(scripts) else (),
        filters=filters,
        beside=Beside(citer),
        **values,
    )
    return text.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    return environment_with(
        {
            "edtf": in_words,
            "instant": instant,
            "plural": plural,
            "split_rules": _split_rules,
            "together": together,
            "groupby_in_order": _grouped,
        },
        {"credit": CREDIT, "script_policy": Markup(POLICY)},
    )


def _split_rules(texts: Sequence[TextView]) -> Markup:
    """Style rules that light up every stretch of a claim that had to be split."""
    rules = [
        f':root:has([id="{anchor}"]:target) [data-of="{anchor}"]{{background:var(--lit);color:var(--lit-ink)}}'
        for text in texts
        for anchor in (*text.title.split, *text.body.split)
        if _PLAIN_ANCHOR.fullmatch(anchor)
    ]
    return Markup("\n".join(rules))


def _grouped(rows: Iterable[Any], name: str) -> list[tuple[str, list[Any]]]:
    """The rows under each value of an attribute, in the order in which they come."""
    return [(value, list(held)) for value, held in groupby(rows, attrgetter(name))]
