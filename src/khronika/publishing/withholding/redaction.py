"""The public copy of a chronicle: what is withheld is taken out of the nouns themselves.

Everything that is published is made from the copy, so that no page, table or file name can show what the
copy does not hold. In the text of a dispatch every withheld code point becomes "█": offsets stay true and
``quote == text[start:end]`` still holds. Elsewhere a pseudonym stands in. Identifiers and digests that were
computed from withheld words are made anew, since they would let a guess be checked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from khronika.model.attribution import Attribution
from khronika.model.chronicle import Chronicle
from khronika.model.claim import Claim
from khronika.model.dispatch import Dispatch
from khronika.model.ids import ClaimId, DocId, Sha256Hex, short_digest
from khronika.model.incident import Incident
from khronika.model.span import Span
from khronika.model.tally import Account
from khronika.publishing.withholding.across import AcrossScripts
from khronika.publishing.withholding.folding import fold_word
from khronika.publishing.withholding.kin import kin_named
from khronika.publishing.withholding.protecting import NOBODY, Asked, Protected, lists, name_parts, protected
from khronika.publishing.withholding.quotations import quotations_touching
from khronika.publishing.withholding.rewriting import Kept, rewritten
from khronika.publishing.withholding.searching import Hit, Pattern, Searcher, flattened, labelled
from khronika.publishing.withholding.traces import sensitive_metadata, traces_in, without_covered_place

BLOCK = "█"
WITHHELD = "withheld"
WORDS_WITHHELD = "words withheld"
WHY = (
    "Names of people who may be at risk, addresses of mail, where and by whom a photo was taken, and the words of "
    "eyewitnesses, insiders and other protected sources, are withheld by default; --include-names shows them."
)
NOTHING = "Nothing is withheld: names were included on request."
_IDENTIFIER = re.compile(r"[\w-]{6,}")
_SHORTEST_PART = 4
# A Slavic surname whose last letter changes with the case: Boyarova, "of Boyarovoi".
_INFLECTED = re.compile("[\u0400-\u052f]{4}[аяйьыи]$", re.IGNORECASE)
_SHORTEST_QUOTE = 20
# Fields that hold words of a vocabulary, codes and dates: no name stands in them, but a name may be spelt like one.
_VOCABULARY = frozenset(
    {
        *("field", "event_type", "measure", "basis", "state", "standing", "scope", "status", "reality", "reliability"),
        *("language", "media_type", "encoding", "published_from", "policy", "start", "end", "edtf", "timex_value"),
        *("step", "kind"),
    }
)
_BY_VOCABULARY = frozenset({"event_types"})
_TEXTS = frozenset({"text", "quote"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """What redaction took out: how many people and sources, how many claims' words, and by which rule."""

    names: int
    quotes: int
    why: str

    def as_dict(self) -> dict[str, object]:
        """As ``chronicle.json`` holds it."""
        return {"names": self.names, "quotes": self.quotes, "why": self.why}


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """A chronicle that may be shown.

    gaps: (doc_id, field) -> the stretches that were covered, with what to call each.
    full_names: finds the full names that must not be in any file.
    """

    chronicle: Chronicle
    withheld: Withheld
    gaps: dict[tuple[str, str], tuple[Hit, ...]]
    full_names: Searcher


@dataclass(frozen=True, slots=True)
class Names:
    """Finds what is protected in letters as they are known, and full names in all others."""

    known: Searcher
    across: AcrossScripts

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The protected stretches, in order and without overlap."""
        return flattened([*self.known.hits(text), *self.across.hits(text)])

    def replaced(self, text: str) -> str:
        """The text with each protected stretch replaced by its label."""
        return labelled(text, self.hits(text))


def unredacted(chronicle: Chronicle) -> PublicCopy:
    """The chronicle as it is, with nothing withheld."""
    return PublicCopy(chronicle, Withheld(0, 0, NOTHING), {}, Searcher(()))


def redacted(chronicle: Chronicle, known: Mapping[str, str] = NOBODY) -> PublicCopy:
    """The copy that may be shown to anybody.

    known: the pseudonyms that names (folded) have had in earlier editions.
    """
    who = protected_with_relatives(chronicle, known)
    names = names_of(chronicle, who)
    gaps = _gaps(chronicle, who, names)
    covered = replace(
        chronicle,
        dispatches=tuple(_cover_dispatch(dispatch, gaps) for dispatch in chronicle.dispatches),
        people=tuple(
            replace(person, name=who.people[person.person_id], variants=(who.people[person.person_id],), mentions=())
            if person.person_id in who.people
            else replace(person, mentions=())
            for person in chronicle.people
        ),
        sources=tuple(
            replace(source, name=who.sources[source.source_id], wordings=(who.sources[source.source_id],))
            if source.source_id in who.sources
            else source
            for source in chronicle.sources
        ),
        set_aside=(),
        protected=(),
        reader={key: WITHHELD if "claim" in key else value for key, value in chronicle.reader.items()},
    )
    texts = {(d.doc_id, "text"): d.text for d in covered.dispatches}
    texts |= {(d.doc_id, "title"): d.title or "" for d in covered.dispatches}
    covered = replace(
        covered,
        claims=tuple(
            without_covered_place(_cover_claim(claim, who, texts), gaps.get((claim.doc_id, claim.field), ()))
            for claim in chronicle.claims
        ),
        incidents=_cover_accounts(covered, who),
        not_held=tuple(replace(gap, what=texts[gap.doc_id, "text"][gap.start : gap.end]) for gap in chronicle.not_held),
        caveats=tuple(replace(one, words=texts[one.doc_id, "text"][one.start : one.end]) for one in chronicle.caveats),
    )
    identifiers = _new_identifiers(chronicle, covered, who, names)

    @cache
    def words(text: str) -> str:
        if text in identifiers:
            return identifiers[text]
        # A reason may name a claim; its old identifier leads nowhere.
        return _scrubbed(_IDENTIFIER.sub(lambda word: identifiers.get(word[0], word[0]), text), names)

    public = rewritten(covered, words, Kept(fields=_TEXTS | _VOCABULARY, keys=_BY_VOCABULARY))
    quotes = sum(1 for claim in (*chronicle.claims, *chronicle.set_aside) if claim.claim_id in who.claims)
    labels = {label for _, label in who.names} | {*who.people.values(), *who.sources.values(), *who.claims.values()}
    renamed = {(identifiers.get(doc_id, doc_id), field): hits for (doc_id, field), hits in gaps.items()}
    whole = [Pattern(name, label) for name, label in who.names if len(name_parts(name)) > 1]
    shown = spared(chronicle, who)
    return PublicCopy(public, Withheld(len(labels), quotes, WHY), renamed, Searcher(whole, shown))


def names_of(chronicle: Chronicle, who: Protected) -> Names:
    """What finds, in any text, whoever of a chronicle is protected, and the words of protected sources."""
    return Names(Searcher(_patterns(chronicle, who), spared(chronicle, who)), AcrossScripts(who.names))


def _patterns(chronicle: Chronicle, who: Protected) -> Iterable[Pattern]:
    """Full names, then their parts, then the words of protected sources wherever they are repeated."""
    ordinary = lists()["ordinary_words"]
    for name, label in who.names:
        common = name.lower() in ordinary
        yield Pattern(name, label, capitalised=common, stem=len(name) > _SHORTEST_PART and not common)
        parts = name_parts(name)
        if len("".join(parts)) >= 2 * _SHORTEST_PART and len(parts) > 1:
            yield Pattern("".join(parts), label, inside=True)
    for name, label in who.names:
        parts = name_parts(name)
        for part in parts:
            common = part.lower() in ordinary
            if len(part) >= _SHORTEST_PART or (part is parts[-1] and len(part) > 1 and not common):
                short = len(part) < _SHORTEST_PART
                stem = len(part) > _SHORTEST_PART and not common
                yield Pattern(part, label, capitalised=common or short, stem=stem)
                if stem and _INFLECTED.search(part):
                    yield Pattern(part[:-1], label, stem=True)
    for claim in (*chronicle.claims, *chronicle.set_aside):
        if claim.claim_id in who.claims and len(claim.quote) >= _SHORTEST_QUOTE:
            yield Pattern(claim.quote, WORDS_WITHHELD)


def spared(chronicle: Chronicle, who: Protected) -> Iterable[str]:
    """Names of office holders and of places on the map, but for those that hold a name of which documenters have said
    that it is protected.
    """
    asked = Asked(chronicle.protected)
    yield from who.public
    for claim in chronicle.claims:
        if claim.place is not None and claim.place.lat is not None:
            names = filter(None, (claim.place.name, claim.place.admin1, claim.place.country))
            yield from (name for name in names if not asked.holds(name))


def protected_with_relatives(chronicle: Chronicle, known: Mapping[str, str] = NOBODY) -> Protected:
    """Who of this chronicle is protected, those among them whom a text calls somebody's relative."""
    return protected(replace(chronicle, named=(*chronicle.named, *_relatives(chronicle))), known)


def pseudonyms(chronicle: Chronicle, known: Mapping[str, str] = NOBODY) -> dict[str, str]:
    """The pseudonym of each name of people and sources that are withheld, folded; for the archive, never for a page."""
    who = protected(chronicle, known)
    of_people = {one.person_id: (one.name, *one.variants) for one in chronicle.people}
    of_sources = {one.source_id: (one.name, *one.wordings) for one in chronicle.sources}
    labels = [(who.people[person], of_people[person]) for person in who.people]
    labels += [(who.sources[source], of_sources[source]) for source in who.sources]
    return {**known, **{fold_word(name): label for label, names in labels for name in names}}


def _relatives(chronicle: Chronicle) -> list[str]:
    """Relatives whom the dispatches name beside somebody; a name by which nobody else is to be known."""
    texts = dict.fromkeys(text for dispatch in chronicle.dispatches for text in (dispatch.title or "", dispatch.text))
    return list(dict.fromkeys(name for text in texts for name in kin_named(text)))


def spoken(chronicle: Chronicle, who: Protected) -> dict[tuple[str, str], list[Span]]:
    """Where in each text protected sources say something: document and field -> spans, which may overlap.

    A claim is often only a part of what the witness is quoted with; the rest would tell as much.
    """
    found: dict[tuple[str, str], list[Span]] = {}
    for claim in (*chronicle.claims, *chronicle.set_aside):
        if claim.claim_id in who.claims:
            found.setdefault((claim.doc_id, claim.field), []).append(claim.span)
    texts: dict[tuple[str, str], str] = {(one.doc_id, "text"): one.text for one in chronicle.dispatches}
    texts |= {(one.doc_id, "title"): one.title or "" for one in chronicle.dispatches}
    return {key: [*spans, *quotations_touching(texts.get(key, ""), spans)] for key, spans in found.items()}


def _gaps(chronicle: Chronicle, who: Protected, names: Names) -> dict[tuple[str, str], tuple[Hit, ...]]:
    """What is covered in each text: protected words, names, and where persons are mentioned."""
    found: dict[tuple[str, str], list[Hit]] = {}
    for dispatch in chronicle.dispatches:
        found[dispatch.doc_id, "text"] = [
            *names.hits(dispatch.text),
            *traces_in(dispatch.text),
            *sensitive_metadata(dispatch),
        ]
        title = dispatch.title or ""
        found[dispatch.doc_id, "title"] = [*names.hits(title), *traces_in(title)]
    for person in chronicle.people:
        if person.person_id in who.people:
            for doc_id, field, start, end in person.mentions:
                found.setdefault((doc_id, field), []).append(Hit(start, end, who.people[person.person_id]))
    for claim in (*chronicle.claims, *chronicle.set_aside):
        if claim.claim_id in who.claims:
            speaker = claim.attribution.source_span if claim.attribution else None
            if speaker is not None:
                hit = Hit(speaker.start, speaker.end, who.claims[claim.claim_id])
                found.setdefault((claim.doc_id, claim.field), []).append(hit)
    for key, spans in spoken(chronicle, who).items():
        found.setdefault(key, []).extend(Hit(*span, WORDS_WITHHELD) for span in spans)
    return {key: flattened(hits) for key, hits in sorted(found.items()) if hits}


def _covered(text: str, hits: tuple[Hit, ...]) -> str:
    for start, end, _ in hits:
        text = text[:start] + BLOCK * (end - start) + text[end:]
    return text


def _cover_dispatch(dispatch: Dispatch, gaps: dict[tuple[str, str], tuple[Hit, ...]]) -> Dispatch:
    in_text, in_title = gaps.get((dispatch.doc_id, "text"), ()), gaps.get((dispatch.doc_id, "title"), ())
    item = dispatch.item
    if item is not None and (in_text or in_title):
        item = replace(item, sha256=Sha256Hex(WITHHELD))
    title = _covered(dispatch.title, in_title) if dispatch.title is not None else None
    return replace(dispatch, text=_covered(dispatch.text, in_text), title=title, item=item)


def _cover_claim(claim: Claim, who: Protected, texts: dict[tuple[DocId, str], str]) -> Claim:
    quote = claim.span.of(texts[claim.doc_id, claim.field])
    attribution = claim.attribution
    speaker = who.claims.get(claim.claim_id)
    if attribution is not None and speaker is not None:
        attribution = _anonymous(attribution, speaker)
    place = claim.place
    if speaker is not None and place is not None:
        place = replace(place, written=place.name)
    return replace(claim, quote=quote, attribution=attribution, place=place)


def _anonymous(attribution: Attribution, pseudonym: str) -> Attribution:
    return replace(attribution, source=pseudonym if attribution.source else None, speaker=pseudonym)


def _cover_accounts(chronicle: Chronicle, who: Protected) -> tuple[Incident, ...]:
    """Accounts whose figures come from a protected source bear its pseudonym."""

    def account(given: Account) -> Account:
        speakers = sorted({who.claims[claim] for claim in given.claims if claim in who.claims})
        return replace(given, speaker=speakers[0]) if speakers else given

    return tuple(
        replace(
            incident,
            tallies=tuple(
                replace(tally, accounts=tuple(account(entry) for entry in tally.accounts)) for tally in incident.tallies
            ),
        )
        for incident in chronicle.incidents
    )


def _new_identifiers(before: Chronicle, after: Chronicle, who: Protected, names: Names) -> dict[str, str]:
    """Old identifier -> new, for those that were or may have been computed from withheld words."""
    new: dict[str, str] = {}
    for index, person in enumerate(before.people, 1):
        if person.person_id in who.people:
            new[person.person_id] = f"person-{index}"
    for index, source in enumerate(before.sources, 1):
        if source.source_id in who.sources:
            new[source.source_id] = f"source-{index}"
    taken = {dispatch.doc_id for dispatch in before.dispatches}
    for dispatch in before.dispatches:
        clean = _scrubbed(dispatch.doc_id, names)
        if clean != dispatch.doc_id:
            number = 1
            while (unique := clean if number == 1 else f"{clean} ({number})") in taken:
                number += 1
            taken.add(DocId(unique))
            new[dispatch.doc_id] = unique
    touched: set[ClaimId] = set()
    for index, (old, covered) in enumerate(zip(before.claims, after.claims, strict=True)):
        if old.quote != covered.quote or old.claim_id in who.claims:
            touched.add(old.claim_id)
            parts = (new.get(old.doc_id, old.doc_id), old.field, *old.span, covered.quote, old.event_type, index)
            new[old.claim_id] = short_digest(*parts)
    for index, claim in enumerate(before.set_aside, len(before.claims)):
        new[claim.claim_id] = short_digest(new.get(claim.doc_id, claim.doc_id), claim.field, *claim.span, index)
    for position, incident in enumerate(before.incidents):
        if touched.intersection(incident.claims):
            claims = sorted(new.get(claim, claim) for claim in incident.claims)
            new[incident.incident_id] = short_digest(incident.kind, position, *claims)
    return new


def _scrubbed(text: str, names: Names) -> str:
    """The text without protected words, spelt out or percent-encoded as in the address of a page."""
    clean = names.replaced(text)
    if "%" in clean:
        plain = unquote(clean)
        if plain != clean and names.hits(plain):
            return names.replaced(plain)
    return clean
