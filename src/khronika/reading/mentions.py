"""What each question of reading answers with, before the answers are put together as claims.

Every mention carries the span of its words; ``annotate`` prints them one layer at a time.
"""

from dataclasses import dataclass

from khronika.model.attribution import Basis, Stance
from khronika.model.claim import Reality
from khronika.model.figure import Exactness, Scope
from khronika.model.place import Bearer, PlacePrecision
from khronika.model.span import Span
from khronika.model.when import TimexType


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression, resolved as far as the words and the time of publication allow.

    value: TIMEX3 value ("2011-12-16", "2011-12-16T12:45", "P8M", "PRESENT_REF", "XXXX-WXX-5").
    start, end, edtf: as in ``model.when.When``; start and end None, edtf "" for durations and sets.
    anchors: True where it can tell when an event was (not an age, a duration or a name of a period).
    preposition: the word before it that bounds it ("until", "since", "by", "before", "after"), or "".
    """

    span: Span
    type: TimexType
    value: str
    start: str | None = None
    end: str | None = None
    edtf: str = ""
    anchors: bool = True
    preposition: str = ""
    mod: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name as written, resolved to the gazetteer where it can be.

    name: the gazetteer's name, else as written.
    facility: True for a square, street, building or field that may stand inside a town.
    role: event (can be where something happened), demonym ("Kazakh"), or organisation ("Moscow said").
    others: places that bear the name as well, the likeliest first.
    """

    span: Span
    name: str
    kind: str
    precision: PlacePrecision
    geonames_id: int | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    near: str | None = None
    facility: bool = False
    role: str = "event"
    others: tuple[Bearer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMention:
    """A number of people or things: the words, what is counted, and within which bounds.

    span: the words that carry the number and what it counts (at most 60 code points).
    number: the words of the number alone.
    trigger: the words that give the measure ("killed", "riot police"); may be `span` itself.
    of_forces: False for vehicles that are nobody's forces, so that no deployment is told by them.
    """

    span: Span
    number: Span
    trigger: Span
    measure: str
    low: int | None
    high: int | None
    group: str | None = None
    exactness: Exactness = Exactness.EXACT
    scope: Scope = Scope.WHOLE
    reality: Reality = Reality.ACTUAL
    aside: bool = False
    of_forces: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """Words that name an event.

    trigger: the words that name it ("opened fire").
    span: the clause around it.
    event_type: a name of the vocabulary of event types.
    score: how sure the reader is; only compared within one text.
    """

    trigger: Span
    span: Span
    event_type: str
    reality: Reality
    negated: bool = False
    means: str | None = None
    score: float = 1.0
    main: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionMention:
    """Words laid to somebody, with who and by which cue.

    source, cue, content: each a list of spans in the order of the text; empty where there is none,
        several where other words lie between.
    speaker: the name under which the source is known in this text (see ``model.attribution``).
    antecedent: where the speaker is named, when `source` is a pronoun ("They") or a short form; else empty.
    reports: False where the words tell of a wish, a feeling or a judgement rather than of something said
        or found ("the union supports the strike"); no claim is laid to anybody on that ground.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    basis: Basis
    speaker: str
    kind: str
    chain: tuple[str, ...] = ()
    carried: bool = False
    antecedent: tuple[Span, ...] = ()
    reports: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """Somebody named or described, and what is said to have befallen them there.

    name: as written, titles and ranks left out ("Larissa Boyar").
    state: a name of the vocabulary of states, or None where the text only names the person.
    trigger: the words that give the state, None with it.
    age: in years, where the words beside the name give it.
    """

    span: Span
    name: str
    named: bool
    state: str | None = None
    trigger: Span | None = None
    reality: Reality = Reality.ACTUAL
    age: int | None = None
