"""Several small JavaScript modules as one file, each in a scope of its own.

They keep the order in which a browser would run them. What they may look like is what ours do:
imports stand on lines of their own and name a file beside, functions and constants are exported
where they are declared, and no module imports one that imports it. Anything else is an error here
rather than in the browser.
"""

import re
from collections.abc import Callable
from typing import Final

_IMPORT: Final = re.compile(r'^import (?:\{([^}]*)\} from )?"\./([^"/]+)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundled(name: str, read: Callable[[str], str]) -> str:
    """Return a module with all that it imports; `read` gives the words of each by its name.

    Raises ValueError for a module that this cannot join.
    """
    done: dict[str, str] = {}
    _join(name, read, done, above=())
    return "".join(done.values())


def _join(
    name: str, read: Callable[[str], str], done: dict[str, str], *, above: tuple[str, ...]
) -> str:
    """Add a module behind those that it imports; return the variable that holds its exports."""
    if name in above:
        raise ValueError(f"{name} imports itself by way of {' and '.join(above)}")
    variable = f"m{re.sub(r'\W', '_', name.removesuffix('.js'))}"
    if name in done:
        return variable
    words = read(name)
    taken = []
    for names, other in _IMPORT.findall(words):
        held = _join(other, read, done, above=(*above, name))
        if names:
            taken.append(f"const {{{names.replace(' as ', ': ')}}} = {held};\n")
    exported = [found[1] for found in _EXPORT.findall(words)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", words))
    left = _LEFT.search(body)
    if left:
        raise ValueError(f"{name} cannot be joined to others: {left[0]}")
    given = f"return {{ {', '.join(exported)} }};\n" if exported else ""
    # by name: a module that is imported twice runs once
    done[name] = f"const {variable} = (() => {{\n{''.join(taken)}{body}\n{given}}})();\n"
    return variable
