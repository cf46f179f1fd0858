"""The form that takes a map from a file or from words, and the one that makes it an essay."""

import zlib
from base64 import b64decode, b64encode
from binascii import Error
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.formats.base import FormatError
from essays.formats.documents import MAX_BYTES
from essays.forms.losses import flaw_words, unknown_words
from essays.services.importing import READABLE, NotRecognised, Reading, read

# What a hidden field may carry from the preview to the import; a larger file is chosen again.
MOST_CARRIED = 600_000


class ImportForm(forms.Form):
    """A file, or pasted words, in a format that is recognised or chosen.

    `seen` is the digest of what a preview showed: with it, the same document is imported. `carried`
    is the document itself, packed, so that it need not be chosen again.
    """

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Up to 20 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a format from the list.")},
    )
    name = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)

    marks_optional = False  # of file and text one is needed, and the format finds itself

    document: bytes = b""
    reading: Reading | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = sorted(((one.name, one.title) for one in READABLE), key=lambda one: one[1].lower())
        choices = [("", gettext_lazy("Recognised by itself")), *titles]
        self.fields["format"].choices = choices  # type: ignore[attr-defined]
        extensions = {f".{extension}" for one in READABLE for extension in one.extensions}
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(extensions))

    def clean(self) -> dict[str, Any]:
        """Read the document; `reading` says what it holds."""
        cleaned = super().clean() or {}
        upload, text = cleaned.get("file"), cleaned.get("text", "")
        if upload and text.strip():
            raise forms.ValidationError(_("Choose a file or paste its text, not both."))
        if upload and upload.size > MAX_BYTES:
            self.add_error("file", _("The file is larger than 20 MB."))
        elif upload:
            self._read(upload.read(), upload.name or "", "file")
        elif text.strip():
            self._read(text.encode(), "", "text")
        elif cleaned.get("carried"):
            self._read(_unpacked(cleaned["carried"]), cleaned.get("name", ""), "file")
        elif not self.errors.keys() & {"file", "text"}:
            self.add_error("file", _("Choose a file, or paste its text below."))
        return cleaned

    def _read(self, document: bytes, name: str, field: str) -> None:
        self.document = document
        self.cleaned_data["name"] = name
        try:
            self.reading = read(document, name=name, format=self.cleaned_data.get("format", ""))
        except NotRecognised as error:
            self.add_error(field, unknown_words(error))
        except FormatError as error:
            self.add_error(field, flaw_words(error))

    @property
    def digest(self) -> str:
        """What stands for the document and how it was read."""
        name = self.reading.format.name if self.reading else ""
        return blake2b(self.document, digest_size=16, person=name.encode()[:16]).hexdigest()

    @property
    def was_seen(self) -> bool:
        """Whether this very document was shown before."""
        return bool(self.cleaned_data.get("seen") == self.digest)

    def for_import(self) -> "ImportForm":
        """Return the form that stands under a preview: it carries the document where it can."""
        packed = b64encode(zlib.compress(self.document)).decode()
        initial = {
            "name": self.cleaned_data["name"],
            "format": self.reading.format.name if self.reading else "",
            "seen": self.digest,
            "carried": packed if len(packed) <= MOST_CARRIED else "",
        }
        form = ImportForm(initial=initial, auto_id=False)
        form.fields["format"].widget = forms.HiddenInput()
        return form

    @property
    def carries(self) -> bool:
        """Whether the document need not be chosen again."""
        return bool(self.initial.get("carried"))


def _unpacked(packed: str) -> bytes:
    """Return the document that a preview carried, cut off where it is too large; what is no such
    thing becomes an empty document, which no format reads."""
    try:
        return zlib.decompressobj().decompress(b64decode(packed, validate=True), MAX_BYTES + 1)
    except (Error, ValueError, zlib.error):
        return b""
