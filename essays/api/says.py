"""What a view says of its methods, for the OpenAPI document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from essays.api.queries import LONGEST_PAGE, LONGEST_QUERY, PAGE
from essays.api.shapes import Shape

CURSOR: Shape = {"type": "string", "pattern": "^[A-Za-z0-9_-]{21}[AQgw]$"}
LIMIT: Shape = {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE}
# something else than blanks, and no NUL
_WORDS = "^[^\\x00]*[^\\s\\x00][^\\x00]*$"
WORDS: Shape = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST_QUERY,
    "pattern": _WORDS,
}
NUMBER: Shape = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
FLAG: Shape = {"type": "string", "enum": ["0", "1", "false", "true"]}
PAGED: Mapping[str, Shape] = {"cursor": CURSOR, "limit": LIMIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """One method: its name, and the named schemas of what it reads and answers.

    `match`: the client has to say which state it means; `may_match`: it may. `open`: anybody may
    ask it of a public essay. `files`: the types of what it answers where that is no JSON of a
    schema. `path`: what stands in the address besides ids. `refuses`: what it may answer beside the
    refusals of all. `takes`: the type of a body that is a file.
    """

    name: str
    summary: str
    answer: str | None = None
    statuses: tuple[int, ...] = (200,)
    body: str | None = None
    body_needed: bool = True
    match: bool = False
    may_match: bool = False
    open: bool = False
    tagged: bool = True
    query: Mapping[str, Shape] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    path: Mapping[str, Shape] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    takes: str = ""


def listing(name: str, summary: str, answer: str, **more: Shape) -> Says:
    """Return what a list of a public essay's rows says."""
    return Says(name=name, summary=summary, answer=answer, open=True, query={**PAGED, **more})


def reading(name: str, summary: str, answer: str) -> Says:
    """Return what a reading says that anybody may do in a public essay."""
    return Says(name=name, summary=summary, answer=answer, open=True)
