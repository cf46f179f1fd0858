"""Reading of Kialo's text export."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.kialo_words import Link, split_links
from essays.formats.plain import lines
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from essays.graph.rules import MOST_ROWS

TITLE = "Discussion Title: "
MAX_LINES = 100_000
MAX_CLAIMS = MOST_ROWS["node"] + MOST_ROWS["premise"]
# how far up a claim looks for one to stand under when the one it names is missing
_MOST_STEPS_UP = 64
_CLAIM = re.compile(r"((?:[0-9]++\.)++)(?: |$)(?:(Pro|Con):(?: |$))?(.*)")
_SEE = re.compile(r"-> See ((?:[0-9]++\.)++)")
_SIGNS = {"Pro": RelationKind.SUPPORT, "Con": RelationKind.ATTACK}


@dataclass(slots=True)
class _Claim:
    """A numbered line with those that go on with it. A root has no sign."""

    at: At
    number: str
    sign: RelationKind | None
    texts: list[str]
    above: "_Claim | None" = field(default=None, repr=False)
    node_id: UUID | None = None
    see: str = ""


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a discussion holds. Raises FormatError with its line.

    The first claim is the thesis; others without Pro or Con count only after an empty line. A link
    becomes the source of its claim.
    """
    builder = Builder()
    reader = _Reading(builder)
    for number, line in lines(data, most=MAX_LINES):
        reader.take(At(line=number), line)
    return reader.finish()


class _Reading:
    """The lines of a discussion on their way to a map."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.title: str | None = None
        self.claims: list[_Claim] = []
        self.by_number: dict[str, _Claim] = {}
        self.roots = 0
        self.after_blank = True
        self.sources: dict[Link, UUID | None] = {}

    def take(self, at: At, line: str) -> None:
        """Read one line."""
        if self.title is None and not self.claims and line.startswith(TITLE.strip()):
            self.title = line.removeprefix(TITLE.strip()).strip()
        elif not line.strip():
            self.after_blank = True
        elif not self._opens(at, line):
            if not self.claims:
                raise FormatError(Flaw.SYNTAX, line=at.line, column=1, reason="no_claim")
            self.claims[-1].texts.append(line.strip())
            self.after_blank = False

    def _opens(self, at: At, line: str) -> bool:
        """Begin a claim, unless the line goes on with the one before."""
        found = _CLAIM.match(line)
        if found is None:
            return False
        number, sign = found[1], _SIGNS.get(found[2] or "")
        is_root = number.count(".") == 1
        if is_root and (not self.after_blank or number != f"{self.roots + 1}."):
            return False
        if not is_root and (sign is None or not self.claims):
            return False
        if len(self.claims) >= MAX_CLAIMS:
            raise FormatError(Flaw.TOO_MANY, line=at.line, limit=MAX_CLAIMS)
        text = line[found.end(1) + 1 :] if is_root else found[3]
        claim = _Claim(at, number, None if is_root else sign, [text.strip()])
        claim.above = None if is_root else self._above(claim)
        self.roots += is_root
        if number in self.by_number:
            self.builder.lost(LossKind.REPAIRED, "number_twice", at, number)
        self.by_number.setdefault(number, claim)
        self.claims.append(claim)
        self.after_blank = False
        return True

    def _above(self, claim: _Claim) -> _Claim:
        """Return the claim that another stands under, or the nearest there is."""
        found = self.by_number.get(claim.number[: claim.number.rstrip(".").rfind(".") + 1])
        if found is not None:
            return found
        self.builder.lost(LossKind.GUESSED, "parent_missing", claim.at, claim.number)
        last: _Claim | None = self.claims[-1]
        for _ in range(_MOST_STEPS_UP):
            if last is None or claim.number.startswith(last.number):
                break
            last = last.above
        return last or self.claims[0]

    def finish(self) -> tuple[EssayGraph, LossReport]:
        """Return the map of all claims."""
        if self.title is None and not self.claims:
            raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="empty")
        for claim in self.claims:
            self._statement(claim)
        for claim in self.claims:
            self._step(claim, self.by_number)
        return self.builder.finish(title=self.title or "")

    def _statement(self, claim: _Claim) -> None:
        """Add what a claim says, unless it only names another."""
        text = " ".join(claim.texts)
        see = _SEE.fullmatch(text.rstrip())
        if see:
            claim.see = see[1]
            return
        if len(claim.texts) > 1:
            self.builder.lost(LossKind.REPAIRED, "lines_joined", claim.at)
        words, links = split_links(text)
        for link in links[1:]:
            self.builder.lost(LossKind.DROPPED, "further_link", claim.at, link.url)
        claim.node_id = self.builder.node(
            words,
            claim.at,
            kind=NodeKind.THESIS if claim is self.claims[0] else NodeKind.CLAIM,
            source_id=self._source(links[0], claim.at) if links else None,
        )

    def _source(self, link: Link, at: At) -> UUID | None:
        if link not in self.sources:
            self.sources[link] = self.builder.source(link.words, at, url=link.url)
        return self.sources[link]

    def _step(self, claim: _Claim, by_number: Mapping[str, _Claim]) -> None:
        """Let a claim, or the one that it names, bear on the claim above."""
        node_id, above = _said(claim, by_number), claim.above
        if node_id is None:
            self.builder.lost(LossKind.DROPPED, "reference_unknown", claim.at, claim.see)
        elif above is not None and claim.sign is not None:
            target = _said(above, by_number)
            if target is None:
                self.builder.lost(LossKind.DROPPED, "step_without_ends", claim.at)
            else:
                home = () if claim.see else (node_id,)
                self.builder.relation(claim.sign, [node_id], target, claim.at, home=home)


def _said(claim: _Claim, by_number: Mapping[str, _Claim]) -> UUID | None:
    """Return the statement of a claim, or of the one that it names."""
    if not claim.see:
        return claim.node_id
    named = by_number.get(claim.see)
    return named.node_id if named else None
