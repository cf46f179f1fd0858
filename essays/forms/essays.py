"""Forms about an essay as a whole: a new one, and what it says about itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from essays.forms.refusals import words
from essays.models.essay import AUTHOR_LENGTH, TITLE_LENGTH
from essays.services.uploads import MAX_BYTES, Refusal, UploadRefused, read_upload
from essays.text.errors import TextRefused
from essays.text.normal import normalise, normalise_line

_UPLOADS = {
    Refusal.KIND: _("“%(name)s” is of another kind. Choose a .txt, .md or .docx file."),
    Refusal.TOO_LARGE: _(
        "“%(name)s” is larger than 20 MB. Choose a smaller file, or paste the text."
    ),
    Refusal.UNPACKS_TOO_LARGE: _(
        "“%(name)s” unpacks to more than 20 MB. Save it without pictures, or paste the text."
    ),
    Refusal.ENCODING: _(
        "“%(name)s” is not plain text. Save it again as text in UTF-8, or paste the text."
    ),
    Refusal.NOT_DOCX: _(
        "“%(name)s” is not a Word document. Save it again from your word processor, "
        "or paste the text above."
    ),
    Refusal.OLD_WORD: _(
        "“%(name)s” is in Word’s old format. Save it as .docx, or paste the text above."
    ),
    Refusal.ENCRYPTED: _(
        "“%(name)s” has a password. Save it without one, or paste the text above."
    ),
    Refusal.EMPTY: _("“%(name)s” holds no words. Choose another file, or paste the text above."),
}


_COUNT = _("{count} of 200,000 characters. An empty line starts a new paragraph.")


def languages() -> list[tuple[str, str]]:
    """Return code and own name of the languages an essay may be in, by name."""
    named = ((code, str(info["name_local"])) for code, info in LANG_INFO.items() if "name" in info)
    return sorted(named, key=lambda language: language[1].casefold())


class DetailsForm(forms.Form):
    """What an essay says about itself."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={
            "required": _("Give the essay a title. You can change it later."),
            "max_length": _("A title has up to %(limit_value)d characters. Shorten it."),
        },
    )
    author_line = forms.CharField(
        label=_("Author line"),
        max_length=AUTHOR_LENGTH,
        required=False,
        error_messages={
            "max_length": _("An author line has up to %(limit_value)d characters. Shorten it."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        initial=settings.LANGUAGE_CODE,
        error_messages={"invalid_choice": _("Choose a language from the list.")},
    )

    def __init__(self, *args: Any, now: str = "", **kwargs: Any) -> None:
        """Take `now`, the language the essay has: one that is not in the list can stay."""
        super().__init__(*args, **kwargs)
        choices = languages()
        if now and now not in dict(choices):
            choices.append((now, now))
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101 - declared above
        language.choices = choices

    def clean_title(self) -> str:
        title = _one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(_("Give the essay a title. You can change it later."))
        return title

    def clean_author_line(self) -> str:
        return _one_line(self.cleaned_data["author_line"])


class NewEssayForm(DetailsForm):
    """A new essay; its text is pasted or comes from a file."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "data-count": _COUNT}),
        help_text=_("Up to 200,000 characters. An empty line starts a new paragraph."),
        error_messages={
            "null_characters_not_allowed": _(
                "The text holds an empty character (NUL). Remove it, or paste the text again."
            ),
        },
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx"}),
        help_text=_(".txt, .md or .docx, up to 20 MB unpacked."),
    )

    field_order = ("title", "author_line", "language", "text", "file")

    def clean_text(self) -> str:
        try:
            return normalise(self.cleaned_data["text"])
        except TextRefused as error:
            raise forms.ValidationError(words(error)) from error

    def clean_file(self) -> str:
        """Return the text of the file, empty without one."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        name = str(file.name)
        try:
            if (file.size or 0) > MAX_BYTES:  # before it is read into memory
                raise UploadRefused(Refusal.TOO_LARGE)
            return normalise(read_upload(name, file.read()))
        except TextRefused as error:
            raise forms.ValidationError(words(error)) from error
        except UploadRefused as error:
            raise forms.ValidationError(_UPLOADS[error.code], params={"name": name}) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if str(cleaned.get("text") or "").strip() and cleaned.get("file"):
            self.add_error(
                "file", _("Paste the text or choose a file, not both. Empty one of them.")
            )
        return cleaned

    @property
    def source_text(self) -> str:
        """The text, from wherever it came. Only for a form that is valid."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


def _one_line(value: str) -> str:
    try:
        return normalise_line(value)
    except TextRefused as error:
        raise forms.ValidationError(words(error)) from error
