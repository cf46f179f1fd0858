"""The icons of the interface, one path each.

Drawn on a 16 px grid for a line of 1.5 px with square ends, coloured by the
text around them. Pages, drawing and print take them from here.
"""

from typing import Final

GRID: Final = 16

ICONS: Final[dict[str, str]] = {
    # kinds and how they join
    "thesis": "M2.5 3h11l-2.2 10H4.7z",
    "support": "M8 13.5v-10M4 7.5l4-4 4 4",
    "attack": "M3 2.5h10M8 13.5V6M4.8 9.2 8 6l3.2 3.2",
    "evidence": "M3.5 2H10l2.5 2.5V14h-9zM6 7.5h4M6 10.5h4",
    "claim": "M2.5 4h11v8h-11zM5 8h6",
    "undercut": "M1.5 4h4M10.5 4h4M8 13.5V6M5 9l3-3 3 3",
    "warrant": "M1.5 3h13M8 13.5v-7M5 9.5l3-3 3 3",
    "linked": "M3.5 13.5v-5h9v5M8 8.5v-6",
    "unstated": (
        "M2.5 5.5v-2h2M7 3.5h2M11.5 3.5h2v2M13.5 8v.2M13.5 10.5v2h-2M9 12.5H7"
        "M4.5 12.5h-2v-2M2.5 8v.2"
    ),
    "pro": "M8 3l5.5 9.5h-11z",
    "con": "M8 13 2.5 3.5h11z",
    # the text
    "passage": "M2.5 4h11M2.5 8h7M2.5 12h11M2.5 13h11",
    "context": "M2.5 13.5l11-11M2.5 8 8 2.5M8 13.5 13.5 8",
    "text": "M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h6",
    "outline": "M2.5 3.5h11M5.5 8h8M5.5 12.5h8M2.5 3.5v9h3M2.5 8h3",
    "map": "M5.5 2h5v3.5h-5zM1.5 10.5h5V14h-5zM9.5 10.5h5V14h-5zM8 5.5V8M4 10.5V8h8v2.5",
    "side": "M2 3h12v10H2zM10 3v10",
    "turn": "M2.5 8h4M10 3.5H6.5v9H10M6.5 8H10M10 2.5h3.5v2H10zM10 7h3.5v2H10zM10 11.5h3.5v2H10z",
    # answers
    "check": "M3 8.5 6.5 12 13 4.5",
    "warn": "M8 2.5l6 11H2zM8 7v3M8 11.8v.2",
    "x": "M4 4l8 8M12 4l-8 8",
    "help": "M5.5 6A2.5 2.5 0 1 1 9 8.3c-.7.3-1 .8-1 1.7M8 12.8v.2",
    "clock": "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 2",
    # moves
    "undo": "M5.5 3l-3 3 3 3M2.5 6h7a4 4 0 0 1 0 8H6",
    "redo": "M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10",
    "find": "M10.3 10.3 14 14M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z",
    "focus": "M3 3v7.5h8M8.5 8l2.5 2.5L8.5 13",
    "fit": "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
    "plus": "M8 3v10M3 8h10",
    "minus": "M3 8h10",
    "edit": "M3 13l.8-3.2 7.2-7.3L13.5 5l-7.3 7.2z",
    "jump": "M6 3.5H3v9.5h9.5v-3M9 3h4v4M13 3 7.5 8.5",
    "more": "M3.2 8h.6M7.7 8h.6M12.2 8h.6",
    "grip": "M6 3.5v.2M10 3.5v.2M6 8v.2M10 8v.2M6 12.5v.2M10 12.5v.2",
    "bin": "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7.2v3.6M9.3 7.2v3.6",
    "down": "M3.5 6 8 10.5 12.5 6",
    "up": "M3.5 10 8 5.5l4.5 4.5",
    "left": "M10 3.5 5.5 8l4.5 4.5",
    "right": "M6 3.5 10.5 8 6 12.5",
    "import": "M8 2.5v7M4.8 6.5 8 9.7l3.2-3.2M2.5 10v3.5h11V10",
    "export": "M8 10V3M4.8 6 8 2.8 11.2 6M2.5 10v3.5h11V10",
    "print": "M4.5 6V2.5h7V6M4.5 11h-2V6h11v5h-2M4.5 9h7v4.5h-7z",
    # people and who sees what
    "person": "M10.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM3 13.5c0-6 10-6 10 0",
    "people": (
        "M8 5a2.2 2.2 0 1 1-4.4 0A2.2 2.2 0 0 1 8 5zM1.5 13c0-5.5 8.6-5.5 8.6 0"
        "M10.5 3a2.2 2.2 0 0 1 0 4.2M12 9.4c1.7.6 2.5 1.9 2.5 3.6"
    ),
    "comment": "M2.5 3h11v7.5H8L5 13.3v-2.8H2.5z",
    "eye": (
        "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"
        "M10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z"
    ),
    "lock": "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
    "link": (
        "M6.5 9.5l3-3M7 4.5 8.5 3A3.2 3.2 0 0 1 13 7.5L11.5 9"
        "M9 11.5 7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"
    ),
    "globe": (
        "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c3.5 3.5 3.5 8.5 0 12-3.5-3.5-3.5-8.5 0-12z"
    ),
    "key": "M8.5 7.5 13.5 2.5M11 5l2 2M8.5 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
    "sun": (
        "M10.5 8a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1"
        "M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7"
    ),
    "moon": "M13 9.8A5.5 5.5 0 1 1 6.2 3a4.5 4.5 0 0 0 6.8 6.8z",
    "screen": "M2 3h12v8H2zM5.5 13.5h5M8 11v2.5",
}


def inline(name: str) -> str:
    """Return an icon as markup for a page, hidden from speech. Raises KeyError."""
    return (
        f'<svg class="i" viewBox="0 0 {GRID} {GRID}" aria-hidden="true">'
        f'<path d="{ICONS[name]}"/></svg>'
    )
