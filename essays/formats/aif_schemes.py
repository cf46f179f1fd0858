"""Names of schemes as AIF files write them, and our slugs for them.

AIFdb writes "Argument From Expert Opinion", older files `ExpertOpinion` or `Expert_Opinion`; a step
without a scheme is called "Default Inference", "RA", or nothing.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from essays.graph.rules import SCHEME

# The patterns of Walton, Reed and Macagno (2008) that AIFdb calls otherwise than we do.
_OTHERWISE: Mapping[str, str] = {
    "abductive": "best-explanation",
    "abductive-argument": "best-explanation",
    "causal-slippery-slope": "slippery-slope",
    "consequences": "positive-consequences",
    "danger-appeal": "negative-consequences",
    "established-rule": "rule",
    "lack-of-knowledge": "ignorance",
    "popular-practice": "popular-opinion",
    "positive-value": "values",
    "negative-value": "values",
    "verbal-classification": "classification",
    "value": "values",
}
_NO_SCHEME = {
    *("ra", "ca", "ma", "pa", "", "none", "null", "logos", "support", "attack"),
    *("inference", "conflict", "rephrase", "preference", "restate", "restating"),
    *("default-inference", "default-conflict", "default-rephrase", "default-preference"),
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[^a-z0-9]+")
_OPENING = re.compile(r"^(argument|arguments)-((from|by|to)-)?")


# Longer words are no scheme's name.
MAX_NAME = 4 * SCHEME


def slug_of(name: str) -> str | None:
    """Return the slug of a scheme's name, "" where the name says that there is none.

    None for words that make no slug: too long, or in a script without Latin letters.
    """
    # asked before the cache, which would keep megabytes that somebody calls a scheme
    return _slug(name) if len(name) <= MAX_NAME else None


@lru_cache(maxsize=1024)
def _slug(name: str) -> str | None:
    plain = _GAPS.sub("-", _CAMEL.sub("-", name.strip()).lower()).strip("-")
    if plain in _NO_SCHEME or not name.strip():
        return ""
    plain = _OPENING.sub("", plain)
    slug = _OTHERWISE.get(plain, plain)
    return slug if 0 < len(slug) <= SCHEME else None


def name_of(slug: str, default: str) -> str:
    """Return the name of a scheme as AIFdb would write it; `default` for none."""
    return f"Argument From {slug.replace('-', ' ').title()}" if slug else default
