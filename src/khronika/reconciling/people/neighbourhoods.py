"""People by the neighbourhoods of their names, so that a dispatch that comes or goes touches only names like its own.

A neighbourhood is the bearers of names that something speaks for being one, wherever they stand or, of single words,
within a dispatch or an event; and of claims that a documenter has judged of; directly or by way of others. Who is one
person in it depends on nothing outside of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khronika.model.claim import Claim, Reality
from khronika.model.ids import ClaimId, DocId, PersonId
from khronika.model.links import NO_LINKS, Links, Pair
from khronika.model.person import Person, Undecided
from khronika.reconciling.counts.grades import affirms
from khronika.reconciling.holdings import Holdings, Moved
from khronika.reconciling.ordered import Ordered
from khronika.reconciling.people.bearers import Bearer, bearers_of
from khronika.reconciling.people.candidates import name_keys
from khronika.reconciling.people.door import Seen, described_in, order_of, people_among
from khronika.reconciling.people.name_evidence import name_evidence
from khronika.reconciling.together import groups_anew, judged_otherwise, leave, pairs_by_claim

Node = tuple[DocId, int]
"""A bearer: the root of the dispatch and its number there."""


def fit(one: str, other: str) -> bool:
    """Whether anything at all speaks for two names, as written, having one bearer."""
    return name_evidence(one, other).bits > 0


@dataclass(frozen=True, slots=True)
class Group:
    """Bearers whose names hang together, and who they are."""

    nodes: Sequence[Node]
    people: Sequence[Seen]
    undecided: Sequence[Undecided]
    not_followed: Sequence[tuple[Pair, str]]


@dataclass(slots=True)
class Names:
    """The names that are borne, each with those that agree with it."""

    bearers: dict[str, set[Node]] = field(default_factory=dict)
    alike: dict[str, set[str]] = field(default_factory=dict)
    blocks: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)

    def add(self, name: str, node: Node) -> None:
        """Takes a bearer in; a new name is compared with those in its blocks alone."""
        if name not in self.bearers:
            blocks = [self.blocks.setdefault(key, set()) for key in set(name_keys(name))]
            for block in blocks:
                block.add(name)
            self.alike[name] = {other for block in blocks for other in block if fit(name, other)}
            for other in self.alike[name]:
                self.alike[other].add(name)
        self.bearers.setdefault(name, set()).add(node)

    def remove(self, name: str, node: Node) -> None:
        """Lets a bearer go."""
        leave(self.bearers, name, node)
        if name not in self.bearers:
            for other in self.alike.pop(name):
                if other != name:
                    self.alike[other].discard(name)
            for key in set(name_keys(name)):
                leave(self.blocks, key, name)

    def like(self, name: str) -> Iterator[Node]:
        """Bearers of names that agree with one."""
        for other in self.alike[name]:
            yield from self.bearers[other]


@dataclass(slots=True)
class People:
    """Everybody in the claims that are held.

    people: in order. in_claim: for each claim who has a part in it. befell: for each claim the named people whom it
    says something befell, denials and plans left out.
    """

    people: Ordered[PersonId, Person] = field(default_factory=lambda: Ordered(order_of))
    in_claim: dict[ClaimId, list[PersonId]] = field(default_factory=dict)
    befell: dict[ClaimId, list[tuple[PersonId, str]]] = field(default_factory=dict)
    _links: Links = NO_LINKS
    _judged: dict[ClaimId, list[Pair]] = field(default_factory=dict)
    _bearers: dict[DocId, Sequence[Bearer]] = field(default_factory=dict)
    _in_event: dict[int, set[Node]] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _group: dict[Node, Group] = field(default_factory=dict)
    _undecided: dict[Node, Sequence[Undecided]] = field(default_factory=dict)
    _described: dict[DocId, Sequence[Seen]] = field(default_factory=dict)

    def update(
        self,
        holdings: Holdings,
        moved: Moved,
        events: tuple[Mapping[ClaimId, int], Iterable[ClaimId]],
        links: Links,
    ) -> tuple[set[PersonId], set[ClaimId]]:
        """Takes up what moved; the people who came, went or changed, and their claims.

        events: the numbers of the events that claims stand in, and the claims that stand in another one now.
        """
        event_of, elsewhere = events
        judged = self._judge(links)
        roots = set(moved.roots)
        for claim_id in (*elsewhere, *judged):
            claim = holdings.claims.get(claim_id)
            if claim is not None and any(actor.named for actor in claim.actors):
                roots.add(holdings.of[claim.doc_id].root)
        broken: dict[int, Group] = {}
        changed: list[Node] = []
        for root in sorted(roots):
            changed += self._bear(root, holdings, event_of, broken)
        for claim_id in judged:
            changed += self._nodes_of(claim_id, holdings)
        went: list[Seen] = []
        came: list[Seen] = []
        groups = groups_anew(
            changed,
            broken,
            home=self._group.get,
            members=lambda group: group.nodes,
            stands=lambda node: node[1] < len(self._bearers.get(node[0], ())),
            neighbours=lambda node: self._neighbours(node, holdings),
        )
        for old in broken.values():
            self._undecided.pop(old.nodes[0], None)
        for group in groups:
            made = self._made(group, event_of)
            self._group.update(dict.fromkeys(group, made))
            came += made.people
            if made.undecided:
                self._undecided[made.nodes[0]] = made.undecided
        went += [seen for group in broken.values() for seen in group.people]
        for doc_id in moved.dispatches:
            went += self._described.pop(doc_id, ())
            if doc_id in holdings.of and (found := described_in(holdings.of[doc_id].traits)):
                self._described[doc_id] = found
                came += found
        return self._exchange(went, came, holdings.claims)

    def undecided(self) -> tuple[Undecided, ...]:
        """Pairs of people who may be one, in order."""
        found = (pair for pairs in self._undecided.values() for pair in pairs)
        return tuple(sorted(found, key=lambda pair: pair.people))

    def not_followed(self, holdings: Holdings) -> list[tuple[Pair, str]]:
        """The judgments of people that cannot be followed, each with the reason."""
        groups = {
            id(group): group
            for claim_id in self._judged
            for group in (self._group[node] for node in self._nodes_of(claim_id, holdings))
        }
        lost = Links(
            one_person=tuple(pair for pair in self._links.one_person if self._names_nobody(pair, holdings)),
            two_people=tuple(pair for pair in self._links.two_people if self._names_nobody(pair, holdings)),
        )
        found = [one for group in groups.values() for one in group.not_followed]
        return [*found, *people_among([], {}, lost).not_followed]

    def _names_nobody(self, pair: Pair, holdings: Holdings) -> bool:
        return not any(self._nodes_of(claim_id, holdings) for claim_id in pair)

    def _judge(self, links: Links) -> set[ClaimId]:
        """Takes up what was judged; the claims of which something else is judged now."""
        if links is self._links:
            return set()
        before, self._links = self._links, links
        self._judged = pairs_by_claim((*links.one_person, *links.two_people))
        return judged_otherwise((before.one_person, links.one_person), (before.two_people, links.two_people))

    def _bear(
        self, root: DocId, holdings: Holdings, event_of: Mapping[ClaimId, int], broken: dict[int, Group]
    ) -> list[Node]:
        """Takes up who bears a name in a dispatch and its copies; the bearers, where they are others than before."""
        members = [traits for held in holdings.members(root) for traits in held.traits if traits.claim.actors]
        alone = frozenset(max(pair) for pair in self._links.two_people)
        members.sort(key=lambda one: one.order)
        bearers = list(bearers_of(members, event_of, alone)) if members else []
        if bearers == self._bearers.get(root, []):
            return []
        for number, bearer in enumerate(self._bearers.pop(root, ())):
            node = root, number
            self._names.remove(bearer.words, node)
            group = self._group.pop(node)
            broken[id(group)] = group
            for event in bearer.events:
                leave(self._in_event, event, node)
        if bearers:
            self._bearers[root] = bearers
        for number, bearer in enumerate(bearers):
            self._names.add(bearer.words, (root, number))
            for event in bearer.events:
                self._in_event.setdefault(event, set()).add((root, number))
        return [(root, number) for number in range(len(bearers))]

    def _nodes_of(self, claim_id: ClaimId, holdings: Holdings) -> list[Node]:
        """The bearers of the names in a claim."""
        claim = holdings.claims.get(claim_id)
        if claim is None:
            return []
        root = holdings.of[claim.doc_id].root
        bearers = self._bearers.get(root, ())
        return [(root, number) for number, bearer in enumerate(bearers) if claim_id in bearer.claims]

    def _neighbours(self, node: Node, holdings: Holdings) -> Iterator[Node]:
        bearer = self._bearers[node[0]][node[1]]
        yield from self._names.like(bearer.words)
        beside = {(node[0], number) for number in range(len(self._bearers[node[0]]))}
        for other in beside.union(*(self._in_event[event] for event in bearer.events)):
            if fit(bearer.words, self._bearers[other[0]][other[1]].words):
                yield other
        if self._judged:
            for claim_id in bearer.claims & self._judged.keys():
                for pair in self._judged[claim_id]:
                    for claim in pair:
                        yield from self._nodes_of(claim, holdings)

    def _made(self, nodes: Sequence[Node], event_of: Mapping[ClaimId, int]) -> Group:
        bearers = [self._bearers[root][number] for root, number in nodes]
        judged = NO_LINKS
        if self._judged:
            claims = {claim_id for bearer in bearers for claim_id in bearer.claims}
            judged = Links(
                one_person=tuple(pair for pair in self._links.one_person if not claims.isdisjoint(pair)),
                two_people=tuple(pair for pair in self._links.two_people if not claims.isdisjoint(pair)),
            )
        found = people_among(bearers, event_of, judged)
        return Group(nodes, found.people, found.undecided, found.not_followed)

    def _exchange(
        self, went: Sequence[Seen], came: Sequence[Seen], claims: Mapping[ClaimId, Claim]
    ) -> tuple[set[PersonId], set[ClaimId]]:
        """Puts those who came in the place of those who went; the people and the claims for which that is a change."""
        before = {person.person_id: (person, held) for person, held in went}
        now = {person.person_id: (person, held) for person, held in came}
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        for name in changed:
            self.people.drop(name)
            if name in now:
                self.people.put(name, now[name][0])
        touched: set[ClaimId] = set()
        for table, takes in ((before, False), (now, True)):
            for name in changed & table.keys():
                for claim_id in table[name][1]:
                    touched.add(claim_id)
                    here = self.in_claim.setdefault(claim_id, [])
                    if takes:
                        here.append(name)
                    else:
                        here.remove(name)
        for claim_id in touched:
            self._say(claim_id, claims.get(claim_id))
        return changed, touched

    def _say(self, claim_id: ClaimId, claim: Claim | None) -> None:
        """Who has a part in a claim, in order, and what it says befell them."""
        people = [person for name in self.in_claim.pop(claim_id) if (person := self.people.get(name)) is not None]
        people.sort(key=order_of)
        if people:
            self.in_claim[claim_id] = [person.person_id for person in people]
        happened = claim is not None and affirms(claim) and claim.reality is Reality.ACTUAL
        befell = [
            (person.person_id, state.state)
            for person in people
            for state in person.history
            if happened and person.named and state.claim_id == claim_id
        ]
        self.befell.pop(claim_id, None)
        if befell:
            self.befell[claim_id] = befell
