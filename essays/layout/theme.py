"""The colours of the drawing, for files that stand alone. Pages have the same in tokens.css."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from essays.layout.words import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Colours for one ground. `lines` and `tints` are by kind."""

    ground: str
    sheet: str
    ink: str
    ink_2: str
    ink_3: str
    warning: str
    lines: Mapping[Kind, str]
    tints: Mapping[Kind, str]


LIGHT: Final = Theme(
    ground="#ffffff",
    sheet="#ffffff",
    ink="#151d19",
    ink_2="#414c46",
    ink_3="#59645e",
    warning="#855600",
    lines={
        Kind.THESIS: "#1b4aa5",
        Kind.SUPPORT: "#14623f",
        Kind.ATTACK: "#a9261d",
        Kind.EVIDENCE: "#643aab",
        Kind.CLAIM: "#414c46",
    },
    tints={
        Kind.THESIS: "#eaf0fb",
        Kind.SUPPORT: "#ebf4ee",
        Kind.ATTACK: "#fcefed",
        Kind.EVIDENCE: "#f2edfb",
        Kind.CLAIM: "#eef1ee",
    },
)
DARK: Final = Theme(
    ground="#121715",
    sheet="#161b19",
    ink="#e9eeeb",
    ink_2="#b7c1bb",
    ink_3="#98a49d",
    warning="#f3bd3e",
    lines={
        Kind.THESIS: "#93b8ff",
        Kind.SUPPORT: "#71cf9d",
        Kind.ATTACK: "#ff9d92",
        Kind.EVIDENCE: "#c5abff",
        Kind.CLAIM: "#b7c1bb",
    },
    tints={
        Kind.THESIS: "#172236",
        Kind.SUPPORT: "#15261d",
        Kind.ATTACK: "#331b18",
        Kind.EVIDENCE: "#241d36",
        Kind.CLAIM: "#27302d",
    },
)
