"""Reads JSON bodies within bounds of time and memory."""

from collections.abc import Mapping, MutableMapping
from hashlib import sha256
from typing import IO, Any, cast

from rest_framework.parsers import BaseParser

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import MAX_BYTES, read_json


class DocumentParser(BaseParser):
    """JSON of at most 64 levels, and as many bytes as the view takes; FormatError says what is
    wrong and where.

    It reads the stream itself: `request.body` would stop at DATA_UPLOAD_MAX_MEMORY_SIZE, which is
    for forms. The digest of the bytes is left in the context.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        data = self.read(stream, parser_context)
        return read_json(data)

    def read(self, stream: IO[bytes], parser_context: Mapping[str, Any] | None) -> bytes:
        """Return the bytes of the body. Raises FormatError when there are too many."""
        context = cast("MutableMapping[str, Any]", parser_context or {})
        limit = getattr(context.get("view"), "max_body", MAX_BYTES)
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise FormatError(Flaw.TOO_LARGE, limit=limit)
        context["digest"] = sha256(data).hexdigest()
        return data


class BytesParser(DocumentParser):
    """The same, for a body that a format reads by itself."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return self.read(stream, parser_context)
