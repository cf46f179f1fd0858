"""Argdown's short names for signs, each between two dots or two colons (`.~.` and `:~:` are ¬)."""

from collections.abc import Mapping

# sign: its names
_NAMES: Mapping[str, str] = {
    "∀": "A",
    "∃": "E",
    "𝗢": "O",
    "𝗣": "P",
    "→": "->",
    "↔": "<->",
    "¬": "~",
    "∧": "^",
    "∨": "v",
    "⊻": "v_",
    "◇": "<>",
    "◻": "[]",
    "😀": "happy",
    "☺": "smile smiley",
    "😆": "laugh lol",
    "🤣": "rofl",
    "😂": "joy",
    "❤": "heart",
    "❓": "? question",
    "😍": "love",
    "😉": "wink",
    "🤫": "shush",
    "😐": "meh",
    "🙄": "eye-roll",
    "😢": "sad",
    "😞": "disappointed",
    "😱": "scream",
    "👍": "+1 up",
    "👎": "-1 down",
    "🤔": "think",
    "⭐": "star",
    "✔": "y agree",
    "❌": "n disagree",
}

SHORTCODES: Mapping[str, str] = {
    mark + name + mark: sign
    for sign, names in _NAMES.items()
    for name in names.split()
    for mark in ".:"
} | {":smile:": "☺\ufe0f"}
