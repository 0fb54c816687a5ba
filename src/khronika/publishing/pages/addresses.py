"""Where each thing stands in the folder: one page for a small chronicle, several for a large one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.ids import DocId, IncidentId, short_digest
from khronika.settings import default_count

Key = TypeVar("Key", bound=str)

INDEX = "index.html"
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a chronicle may be and still be one page: dispatches, and code points of their texts.

    rows: how many rows a list may have on one page where there are several.
    """

    dispatches: int = default_count("page_dispatches")
    characters: int = default_count("page_chars")
    rows: int = default_count("page_rows")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Links from one page to the others.

    several: whether dispatches, incidents and long tables have pages of their own.
    """

    several: bool
    _dispatches: dict[DocId, str]
    _incidents: dict[IncidentId, str]

    def dispatch_page(self, doc_id: DocId) -> str:
        """The page that holds the dispatch's text, below the folder."""
        return f"dispatches/{self._dispatches[doc_id]}.html" if self.several else INDEX

    def incident_page(self, incident_id: IncidentId) -> str:
        """The page that holds the incident's claims, below the folder."""
        return f"incidents/{self._incidents[incident_id]}.html" if self.several else INDEX

    def dispatch(self, page: str, doc_id: DocId) -> str:
        """Link to the dispatch from `page`."""
        return self._link(page, self.dispatch_page(doc_id), self.dispatch_anchor(doc_id))

    def incident(self, page: str, incident_id: IncidentId) -> str:
        """Link to the incident from `page`."""
        return self._link(page, self.incident_page(incident_id), self.incident_anchor(incident_id))

    def claim(self, page: str, claim: Claim) -> str:
        """Link to the quoted words from `page`."""
        return self._link(page, self.dispatch_page(claim.doc_id), f"claim-{claim.claim_id}")

    def missing(self, page: str, doc_id: DocId, number: int) -> str:
        """Link to the words that mention the `number`-th thing that is not held."""
        return self._link(page, self.dispatch_page(doc_id), f"missing-{number}")

    def dispatch_anchor(self, doc_id: DocId) -> str:
        """The id of the dispatch on its own page."""
        return f"dispatch-{self._dispatches[doc_id]}"

    def incident_anchor(self, incident_id: IncidentId) -> str:
        """The id of the incident on its own page."""
        return f"incident-{self._incidents[incident_id]}"

    def to(self, page: str, target: str) -> str:
        """Link to another page or file of the folder."""
        return self._link(page, target, "")

    def _link(self, page: str, target: str, anchor: str) -> str:
        if page == target:
            return f"#{anchor}"
        up = "../" * page.count("/")
        return f"{up}{target}" + (f"#{anchor}" if anchor else "")


def addresses(chronicle: Chronicle, limits: Limits) -> Addresses:
    """The addresses of this chronicle."""
    characters = sum(len(dispatch.text) for dispatch in chronicle.dispatches)
    several = len(chronicle.dispatches) > limits.dispatches or characters > limits.characters
    return Addresses(
        several,
        _safe_names([dispatch.doc_id for dispatch in chronicle.dispatches]),
        _safe_names([incident.incident_id for incident in chronicle.incidents]),
    )


def _safe_names(identifiers: Iterable[Key]) -> dict[Key, str]:
    """A name for each that any file system takes, and that no two share even where case does not count."""
    names: dict[Key, str] = {}
    taken: set[str] = set()
    for identifier in identifiers:
        name = _UNSAFE.sub("-", identifier).strip("-")[:60]
        if name != identifier or name.lower() in taken or not name:
            name = f"{name or 'item'}-{short_digest(identifier)[:8]}"
        taken.add(name.lower())
        names[identifier] = name
    return names
