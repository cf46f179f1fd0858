"""The form that asks as what, and how, a map is to be exported."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.layout.pdf import Paper
from essays.layout.png import LEAST_WIDTH, MOST_WIDTH
from essays.layout.scene import View
from essays.services.exporting import EXPORTS, Options, Shade, WidthRefused, named

_CHOICE = {"invalid_choice": gettext_lazy("Choose from the list.")}
_TITLES = {
    "svg": gettext_lazy("SVG: a drawing to go on with, sharp at any size"),
    "png": gettext_lazy("PNG: a picture for slides and documents"),
    "pdf": gettext_lazy("PDF: for printing, its text can be selected"),
    "native": gettext_lazy("Argmap JSON: everything on the map, for other programs"),
}
# what people want most often comes first; what is in no group is for other programs
_GROUPS = (
    (gettext_lazy("The drawing"), ("pdf", "png", "svg")),
    (gettext_lazy("To read and to write on"), ("html", "plan-docx", "plan", "markdown", "csv")),
)


def _formats() -> list[tuple[Any, list[tuple[str, Any]]]]:
    grouped = {name for _group, names in _GROUPS for name in names}
    rest = [name for name in EXPORTS if name not in grouped]
    groups = (*_GROUPS, (gettext_lazy("For other programs"), rest))
    return [(group, [(name, _title(name)) for name in names]) for group, names in groups]


def _title(name: str) -> Any:
    return _TITLES.get(name, EXPORTS[name].title)


class ExportForm(forms.Form):
    """A format and its options; what is left out takes its default."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=_formats,
        error_messages=_CHOICE,
    )
    view = forms.ChoiceField(
        label=gettext_lazy("Drawn"),
        error_messages=_CHOICE,
        choices=[
            (View.TOP_DOWN, gettext_lazy("Top down")),
            (View.LEFT_RIGHT, gettext_lazy("From left to right")),
        ],
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Colours"),
        error_messages=_CHOICE,
        choices=[
            (Shade.LIGHT, gettext_lazy("Light")),
            (Shade.DARK, gettext_lazy("Dark")),
        ],
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper of a PDF"),
        error_messages=_CHOICE,
        choices=[
            (Paper.POSTER, gettext_lazy("Poster: one page as large as the drawing")),
            (Paper.A4, gettext_lazy("A4 sheets to put together")),
            (Paper.LETTER, gettext_lazy("Letter sheets to put together")),
        ],
    )
    width = forms.IntegerField(
        label=gettext_lazy("Width of a PNG (px)"),
        required=False,
        min_value=LEAST_WIDTH,
        max_value=MOST_WIDTH,
        help_text=gettext_lazy("Empty: twice as wide as the drawing on screen."),
        error_messages={
            "invalid": gettext_lazy("Type a number of pixels, such as 2000."),
            "min_value": gettext_lazy("A picture is at least %(limit_value)s px wide."),
            "max_value": gettext_lazy("A picture is at most %(limit_value)s px wide."),
        },
    )

    @classmethod
    def read(cls, given: Mapping[str, str], name: str = "") -> "ExportForm":
        """Return the form filled with what an address says, and with defaults for the rest."""
        known = {"view": View.TOP_DOWN, "theme": Shade.LIGHT, "paper": Paper.POSTER}
        sent = {field: given[field] for field in cls.base_fields if given.get(field)}
        return cls({**known, **sent, **({"format": named(name).name} if name else {})})

    @property
    def options(self) -> Options:
        """What was chosen. Only for a form that is valid."""
        chosen = self.cleaned_data
        return Options(
            view=View(chosen["view"]),
            theme=Shade(chosen["theme"]),
            width=chosen["width"],
            paper=Paper(chosen["paper"]),
        )

    @property
    def query(self) -> dict[str, str]:
        """What was chosen besides the format, for an address. Only for a form that is valid."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "format"}
        return {name: str(value) for name, value in chosen.items() if value is not None}

    def refuse(self, refused: WidthRefused) -> None:
        """Say which widths this drawing can have."""
        words = _("This drawing can be %(least)s to %(most)s px wide.")
        self.add_error("width", words % {"least": refused.least, "most": refused.most})
