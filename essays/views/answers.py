"""The answers to "Why?" and "What speaks against?" for the chosen box, in words and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays.graph.describe import Word
from essays.graph.kinds import NodeKind
from essays.graph.tracing import Against, Hits, Link, against, ways
from essays.views import wording
from essays.views.bench import Bench
from essays.views.inspector import BoxLink, box_link
from essays.views.place import Ask


@dataclass(frozen=True, slots=True)
class Rung:
    """A box on the way, and what it does to the next; the last one does nothing more."""

    box: BoxLink
    kind: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the thesis, in one sentence and box by box."""

    sentence: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """A box that speaks against another, and whether anything answers it."""

    box: BoxLink
    kind: str
    icon: str
    words: str
    answered: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and what there is to say. `empty` is said where there is nothing else."""

    ask: Ask
    title: str
    ways: tuple[Way, ...]
    groups: tuple[tuple[str, tuple[Counter, ...]], ...]
    empty: str


def answer(bench: Bench) -> Answer | None:
    """Return the answer to what is asked about the chosen box, None when nothing is."""
    if bench.chosen is None or bench.place.ask is None:
        return None
    if bench.place.ask is Ask.WHY:
        return _why(bench, bench.chosen)
    return _against(bench, bench.chosen)


def _why(bench: Bench, box: UUID) -> Answer:
    number = bench.outline.number(box)
    found = tuple(_way(bench, path) for path in ways(bench.graph, bench.outline, box))
    if box == (bench.graph.thesis.id if bench.graph.thesis else None):
        empty = _("This is the thesis: all the rest is there for its sake.")
    else:
        empty = _("No way leads from %(number)s to the thesis yet.") % {"number": number}
    return Answer(Ask.WHY, _("Why %(number)s?") % {"number": number}, found, (), empty)


def _way(bench: Bench, path: Sequence[Link]) -> Way:
    rungs = []
    parts = []
    for link in path:
        look = wording.LOOKS[link.word]
        does = _does(bench, link)
        parts.append(does)
        rungs.append(Rung(box_link(bench, link.box), look.kind, look.icon, does))
    end = path[-1].targets[0]
    rungs.append(Rung(box_link(bench, end), "thesis", "thesis", ""))
    so = _(", which %(does)s")
    sentence = f"{bench.outline.number(path[0].box)} {parts[0]}"
    sentence += "".join(so % {"does": does} for does in parts[1:])
    return Way(_("%(sentence)s, the thesis.") % {"sentence": sentence}, tuple(rungs))


def _does(bench: Bench, link: Link) -> str:
    words = {
        Word.OBJECTS: _("objects to %(target)s"),
        Word.EVIDENCE: _("is evidence for %(target)s"),
        Word.UNDERCUTS: _("undercuts the step %(target)s"),
        Word.WARRANTS: _("warrants the step %(target)s"),
    }
    target = wording.step([bench.outline.number(box) for box in link.targets])
    does = words.get(link.word, _("supports %(target)s")) % {"target": target}
    if not link.others:
        return does
    others = wording.step([bench.outline.number(box) for box in link.others])
    return _("only together with %(others)s %(does)s") % {"does": does, "others": others}


def _against(bench: Bench, box: UUID) -> Answer:
    number = bench.outline.number(box)
    titles = {
        Hits.BOX: _("Against %(number)s itself"),
        Hits.STEP: _("Against its step"),
        Hits.UNDER: _("Against what carries it"),
        Hits.PATH: _("Against what it is there for"),
    }
    found: dict[Hits, list[Counter]] = {}
    for one in against(bench.graph, bench.outline, box):
        found.setdefault(one.hits, []).append(_counter(bench, one))
    named = {"number": number}
    return Answer(
        Ask.AGAINST,
        _("What speaks against %(number)s?") % named,
        (),
        tuple((titles[hits] % named, tuple(group)) for hits, group in found.items()),
        _("Nothing speaks against %(number)s yet.") % named,
    )


def _counter(bench: Bench, found: Against) -> Counter:
    look = wording.LOOKS[found.link.word]
    words = capfirst(_does(bench, found.link))
    if bench.graph.nodes[found.link.box].kind is NodeKind.EVIDENCE:
        words = _("Counter-evidence: %(does)s") % {"does": _does(bench, found.link)}
    answered = ngettext("%(n)s answer", "%(n)s answers", found.answers)
    return Counter(
        box_link(bench, found.link.box),
        look.kind,
        look.icon,
        words,
        answered % {"n": apnumber(found.answers)} if found.answers else _("not answered yet"),
    )
