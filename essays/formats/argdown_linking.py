"""The relations of an Argdown document, as the whole of it has them.

What is said of a reconstructed argument holds for its conclusion or its last inference; in the
strict mode statements entail or exclude each other. In this order and with these exceptions,
@argdown/core 1.7.5 does the same, so that a document means here what it means there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from essays.formats.argdown_model import Data, LinkType, Occurrence


class Thing:
    """What a relation can join, while the document is being read."""

    __slots__ = ("data", "members", "section", "tags", "title", "titled")

    def __init__(self, title: str, *, titled: bool) -> None:
        self.title = title
        self.titled = titled
        self.members: list[Occurrence] = []
        self.tags: dict[str, None] = {}
        self.data: Data | None = None
        self.section: int | None = None


class Class(Thing):
    """A statement."""

    __slots__ = ()


class Case(Thing):
    """An argument; its steps are (statement, occurrence, inference that leads to it)."""

    __slots__ = ("steps",)

    def __init__(self, title: str, *, titled: bool) -> None:
        super().__init__(title, titled=titled)
        self.steps: list[tuple[Class, Occurrence, Jump | None]] = []


@dataclass(slots=True, eq=False)
class Jump:
    """An inference. `undercuts` holds the sources of the undercuts it got first."""

    case: Case
    offset: int
    rules: list[str] = field(default_factory=list)
    data: Data | None = None
    place: int = 0
    undercuts: list[int] = field(default_factory=list)


type Joined = Class | Case | Jump


@dataclass(slots=True, eq=False)
class Joint:
    """A relation."""

    type: LinkType
    offset: int
    source: Joined
    target: Joined
    data: Data | None = None
    settles: bool = False


class Joints:
    """The relations found so far, none twice."""

    __slots__ = ("_known", "_reached", "all")

    def __init__(self) -> None:
        self.all: list[Joint] = []
        self._known: set[tuple[LinkType, int, int]] = set()
        self._reached: set[tuple[LinkType, int]] = set()

    def add(self, joint: Joint) -> None:
        """Add a relation, unless it is there already."""
        type, source, target = joint.type, id(joint.source), id(joint.target)
        if (type, source, target) in self._known:
            return
        if type is LinkType.CONTRADICTORY and (type, target, source) in self._known:
            return
        if source == target and (type, target) in self._reached:
            return
        self._known.add((type, source, target))
        self._reached.add((type, target))
        self.all.append(joint)
        if isinstance(joint.target, Jump):
            joint.target.undercuts.append(source)


def settled(joints: Iterable[Joint], *, strict: bool, moved: bool = True) -> list[Joint]:
    """Return the relations of the whole document. `moved`: those of a reconstructed argument go
    over to its parts."""
    found = list(joints)
    if moved:
        found = _moved(found)
    if strict:
        found = _strict(found)
    return _without_repeats(found)


def _moved(joints: list[Joint]) -> list[Joint]:
    known = {(one.type, id(one.source), id(one.target)) for one in joints}
    reached = {(one.type, id(one.target)) for one in joints}
    kept = []
    for joint in joints:
        keep = True
        if isinstance(joint.source, Case) and joint.source.steps:
            conclusion = joint.source.steps[-1][0]
            joint.source = conclusion
            key = (joint.type, id(conclusion), id(joint.target))
            itself = conclusion is joint.target and (joint.type, id(conclusion)) in reached
            keep = key not in known and not itself
            known.add(key)
        target = joint.target
        if joint.type is LinkType.UNDERCUT and isinstance(target, Case) and target.steps:
            jump = target.steps[-1][2]
            if jump is not None:
                joint.target = jump
                known.discard((joint.type, id(joint.source), id(target)))
                known.add((joint.type, id(joint.source), id(jump)))
                # the last of them is forgotten there, so that it can come twice
                del jump.undercuts[-1:]
                if id(joint.source) in jump.undercuts:
                    keep = False
                else:
                    jump.undercuts.append(id(joint.source))
        if keep:
            kept.append(joint)
    return kept


def _strict(joints: list[Joint]) -> list[Joint]:
    kept, contrary = [], set[frozenset[int]]()
    for joint in joints:
        if isinstance(joint.source, Class) and isinstance(joint.target, Class):
            if joint.type is LinkType.SUPPORT:
                joint.type = LinkType.ENTAILS
            elif joint.type is LinkType.ATTACK:
                pair = frozenset((id(joint.source), id(joint.target)))
                if pair in contrary:
                    continue
                contrary.add(pair)
                joint.type = LinkType.CONTRARY
        kept.append(joint)
    return kept


def _without_repeats(joints: list[Joint]) -> list[Joint]:
    """Leave out the attacks on an argument that stand on one of its premises already."""
    against: set[tuple[int, int]] = set()
    for joint in joints:
        if isinstance(joint.source, Class) and isinstance(joint.target, Class):
            pair = id(joint.source), id(joint.target)
            if joint.type in (LinkType.CONTRARY, LinkType.CONTRADICTORY):
                against |= {pair, pair[::-1]}
            elif joint.type is LinkType.ATTACK:
                against.add(pair)
    return [
        joint
        for joint in joints
        if not (
            joint.type is LinkType.ATTACK
            and isinstance(joint.source, Class)
            and isinstance(joint.target, Case)
            and any(
                (id(joint.source), id(premise)) in against
                for premise, _, inference in joint.target.steps
                if inference is None
            )
        )
    ]
