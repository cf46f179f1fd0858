"""The YAML in an Argdown document, read within bounds and written as one line of JSON."""

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

import orjson
import yaml

MAX_LENGTH = 200_000
MAX_FRONT = 10_000_000
MAX_PARTS = 300_000
# A map holds foreign data of 64 levels, and they stand a few levels deep.
MAX_DEPTH = 70
_BLOCK = re.compile(r"\{[ \t]*\n")
_LAST_BRACE = re.compile(r"\}\s*$")


class DataRefused(Exception):
    """Data that are no YAML, or too much of it."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2's core schema: `yes` and `1_000` are words, `1e3` a number, a date what it looks
    like, a name said twice no YAML."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._flattened: set[int] = set()

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put `<<` in its place, which adds names that may be there already: so only once."""
        if id(node) in self._flattened:
            return
        self._flattened.add(id(node))
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(names)) < len(names):
            raise yaml.constructor.ConstructorError(None, None, "a name twice", node.start_mark)
        super().flatten_mapping(node)


_FLOAT = (
    r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# tag, pattern and the signs it may begin with
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|0b[01]+)", "-+0123456789"),
    ("float", _FLOAT, "-+.0123456789"),
    ("merge", r"<<", "<"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


def _whole_number(_: Any, node: yaml.ScalarNode) -> int:
    words = str(node.value).lower()
    sign = -1 if words.startswith("-") else 1
    words = words.lstrip("+-")
    for prefix, base in (("0x", 16), ("0o", 8), ("0b", 2)):
        if words.startswith(prefix):
            return sign * int(words[2:], base)
    return sign * int(words)


_Loader.add_constructor("tag:yaml.org,2002:int", _whole_number)


def read_element(image: str) -> Any:
    """Return what data in braces say. Opened on a line of its own, they are a block of YAML.

    Raises DataRefused.
    """
    if image.startswith('{"'):
        try:
            return bounded(orjson.loads(image))
        except orjson.JSONDecodeError:
            pass
    block = _BLOCK.match(image)
    return read(_LAST_BRACE.sub("", image[block.end() :]) if block else image)


def read(words: str, *, limit: int = MAX_LENGTH) -> Any:
    """Return the value of a YAML document, as JSON has it. Raises DataRefused, for one of more code
    points than the limit too."""
    if len(words) > limit or words.count(",") + words.count("\n") > MAX_PARTS:
        raise DataRefused("too_long")
    if _brackets(words) > MAX_DEPTH:
        raise DataRefused("too_deep")
    try:
        if sum(map(words.count, "-?:")) > MAX_DEPTH:
            _check_levels(words)
        value = yaml.load(words, _Loader)  # noqa: S506, a safe loader
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        problem = getattr(error, "problem", None)
        raise DataRefused(str(problem or type(error).__name__)) from error
    return bounded(value)


def bounded(value: Any) -> Any:
    """Return a value as JSON has it. Raises DataRefused for one with too many levels or parts:
    where they name each other, a few lines grow beyond any memory."""
    parts = 0

    def clean(item: Any, level: int) -> Any:
        nonlocal parts
        parts += 1
        if level > MAX_DEPTH:
            raise DataRefused("too_deep")
        if parts > MAX_PARTS:
            raise DataRefused("too_long")
        if isinstance(item, dict):
            return {_key(key): clean(inner, level + 1) for key, inner in item.items()}
        if isinstance(item, (list, tuple, set)):
            return [clean(inner, level + 1) for inner in item]
        if isinstance(item, datetime.date):
            return item.isoformat()
        if isinstance(item, bytes):
            return item.decode("latin-1")
        if isinstance(item, float) and not math.isfinite(item):
            return None
        return item

    return clean(value, 1)


def merged(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """Return both, the new before the old, and what is in both merged in turn."""
    if new is None or old is None:
        return old if new is None else dict(new)
    found = dict(old)
    for key, value in new.items():
        there = found.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            found[key] = merged(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            found[key] = [*value, *there[len(value) :]]
        else:
            found[key] = value
    return found


def flow(value: Any) -> str:
    """Return a value as YAML on one line, texts in quotes as in JSON.

    Within a text, what would end the data or begin a title for the reader of Argdown is written by
    its number.
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    words = orjson.dumps(value).decode()
    return _RISKY.sub(_by_number, words) if isinstance(value, str) else words


_RISKY = re.compile(r"[{}\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\]>](?=:)|={3,}")
_NAME = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][A-Za-z0-9_-]*$", re.IGNORECASE
)


def _name(key: str) -> str:
    return key if _NAME.fullmatch(key) else flow(key)


def _by_number(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in found[0])


def _key(key: Any) -> str:
    if key is None or isinstance(key, (bool, float)):
        return orjson.dumps(key).decode()
    return str(key)


def _check_levels(words: str) -> None:
    """Raise DataRefused where blocks stand too deep in each other, before they are put together:
    that goes down level by level, and not every loader stops before the stack ends."""
    loader = _Loader(words)
    level = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.events.CollectionStartEvent):
                level += 1
                if level > MAX_DEPTH:
                    raise DataRefused("too_deep")
            elif isinstance(event, yaml.events.CollectionEndEvent):
                level -= 1
    finally:
        loader.dispose()


def _brackets(words: str) -> int:
    """Return how deep the brackets are nested at most, those in quotes counted too."""
    level = deepest = 0
    for sign in re.findall(r"[\[{\]}]", words):
        level += 1 if sign in "[{" else -1
        deepest = max(deepest, level)
    return deepest
