"""Small parts of the look: icons, initials, menus, dialogs, and what a form says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from essays.layout.icons import GRID, ICONS, inline
from essays.text.coverage import Coverage

register = template.Library()

UNDO_TAG: Final = "undo:"
_COVER_WIDTH: Final = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change in a form; `anchor` is the id of its control, or empty."""

    anchor: str
    text: str


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """Return an inline SVG icon, hidden from speech unless it has a label of its own."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}.")
    if label:
        return format_html(
            '<svg class="i" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
            '<path d="{2}"/></svg>',
            GRID,
            label,
            ICONS[name],
        )
    return SafeString(inline(name))


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name, or "?"."""
    words = str(name).split()
    if not words:
        return "?"
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][0]]
    return "".join(letters).upper()


@register.filter
def undo_url(message: Message | str) -> str:
    """Return where the message's Undo button posts to, or an empty string."""
    tags = message.extra_tags or "" if isinstance(message, Message) else ""
    return tags.removeprefix(UNDO_TAG) if tags.startswith(UNDO_TAG) else ""


@register.filter
def problems(form: BaseForm) -> list[Problem]:
    """Return every error of a bound form in the order of its fields."""
    found = [Problem(anchor="", text=str(text)) for text in form.non_field_errors()]
    for field in form:
        found += [Problem(anchor=field.id_for_label, text=str(text)) for text in field.errors]
    return found


@register.simple_tag
def cover_bar(cover: Coverage) -> SafeString:
    """Return the bar of sentences: mapped (solid), context (hatched), not mapped (hollow)."""
    label = _("Sentences: %(mapped)d mapped, %(context)d context, %(unmapped)d not yet mapped") % {
        "mapped": cover.mapped,
        "context": cover.context,
        "unmapped": cover.unmapped,
    }
    parts, x = [], 0.0
    for name, count in (
        ("mapped", cover.mapped),
        ("context", cover.context),
        ("none", cover.unmapped),
    ):
        width = _COVER_WIDTH * count / cover.sentences if cover.sentences else 0
        if width:
            inset = 0.5 if name == "none" else 0
            parts.append(
                format_html(
                    '<rect class="cov-{}" x="{}" y="{}" width="{}" height="{}"/>',
                    name,
                    f"{x + inset:.1f}",
                    inset,
                    f"{max(width - 1, 0.5):.1f}",
                    8 - 2 * inset,
                )
            )
        x += width
    return format_html(
        '<svg class="cover-bar" viewBox="0 0 {} 8" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg>',
        _COVER_WIDTH,
        label,
        SafeString("".join(parts)),
    )


@register.filter
def when(moment: datetime) -> str:
    """Return a moment as people say it: today with the hour, yesterday, or the day."""
    there = timezone.localtime(moment)
    days = (timezone.localdate() - there.date()).days
    if days == 0:
        return _("Today, %(time)s") % {"time": formats.date_format(there, "H:i")}
    if days == 1:
        return _("Yesterday")
    same_year = there.year == timezone.localdate().year
    # Translators: a day of this year, and of another, in Django's date format
    return formats.date_format(there, _("j F") if same_year else _("j F Y"))


@register.simple_block_tag
def menu(content: str, label: str, *, icon_name: str = "", classes: str = "btn") -> SafeString:
    """Return a menu that opens without script: a summary and its list.

    With an icon the label is for speech only; the list's items are links,
    buttons, or forms around one button.
    """
    face = (
        format_html('{}<span class="vh">{}</span>', icon(icon_name), label)
        if icon_name
        else format_html("{}{}", label, icon("down"))
    )
    return format_html(
        '<details class="menu" name="menu"><summary class="{}">{}</summary>'
        '<div class="menu-list">{}</div></details>',
        classes,
        face,
        content,
    )


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Return a dialog with a title and a way out; `data-opens=name` opens it."""
    return format_html(
        '<dialog id="{0}" aria-labelledby="{0}-title"><div class="dlg">'
        '<div class="dlg-head"><h2 id="{0}-title">{1}</h2></div>{2}</div></dialog>',
        name,
        title,
        content,
    )
