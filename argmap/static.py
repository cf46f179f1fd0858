"""How static files are collected and served."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import rcssmin
import rjsmin
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from argmap.modules import bundled

_OURS: Final = ("css/", "js/")  # what packages bring is small already

# what pages load together, in this order: one sheet each where files are collected
SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "css/argmap.css": tuple(
        f"css/{name}.css"
        for name in ("tokens", "base", "components", "marks", "forms", "floating", "site", "print")
    ),
    "css/argmap-workbench.css": tuple(
        f"css/{name}.css"
        for name in (
            *("workbench", "essay", "outline", "map", "selection"),
            *("bench", "edit", "making", "reading"),
        )
    ),
}

# a script and all that it imports, as one
SCRIPTS: Final = ("js/workbench/main.js",)

# a pseudo-class alone, inside of what stands before it; in declarations no space is before a colon
_INSIDE = re.compile(r"(?<=[^\s,{}>+~]) :(?=[a-z])")

type Found = Mapping[str, tuple[Storage, str]]


class CollectedFilesConfig(StaticFilesConfig):
    """Leaves out what no page of ours loads."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc", "LICENSE*", "*.LICENSE.txt"]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files under hashed names, which may be cached for ever; JavaScript imports follow them.

    Ours lose their comments and white space; sheets that are loaded together become one, and so
    does a script with what it imports.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: Found, dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002 - Django's
        """Yield every file's name and its hashed one."""
        ours = {name: _words(paths, name) for name in paths if name.startswith(_OURS)}
        for name, parts in SHEETS.items():
            if all(part in ours for part in parts):
                ours[name] = "".join(ours[part] for part in parts)
        for name in SCRIPTS:
            if name in ours:
                folder, slash, first = name.rpartition("/")
                beside = {part.removeprefix(folder + slash): words for part, words in ours.items()}
                ours[name] = bundled(first, beside.__getitem__)
        if not dry_run:
            for name, words in ours.items():
                self.delete(name)
                self._save(name, ContentFile(_small(name, words).encode()))
        found = {**paths, **{name: (self, name) for name in ours}}
        yield from super().post_process(found, dry_run=dry_run, **options)


def sheets(name: str) -> tuple[str, ...]:
    """Return what to link for one of `SHEETS`: itself where files are collected, and its parts
    where they are served as they lie."""
    return (name,) if isinstance(staticfiles_storage, HashedStorage) else SHEETS[name]


def _words(paths: Found, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def _small(name: str, words: str) -> str:
    if name.endswith(".js"):
        return str(rjsmin.jsmin(words))
    return small_css(words) if name.endswith(".css") else words


def small_css(words: str) -> str:
    """Return a sheet without comments and white space, its selectors meaning what they meant.

    rcssmin takes the space out of `.a :is(b)`, which makes one element of two: a star holds it.
    """
    return str(rcssmin.cssmin(_INSIDE.sub(" *:", words)))
