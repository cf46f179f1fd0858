"""The words on outlines for people in the language of the reader."""

from django.utils.translation import gettext as _

from essays.formats.outline_words import OutlineWords
from essays.graph.describe import Word


def translated_outline() -> OutlineWords:
    """Return the words in the language of the moment."""
    return OutlineWords(
        names={
            Word.THESIS: _("Thesis"),
            Word.SUPPORTS: _("Reason"),
            Word.OBJECTS: _("Objection"),
            Word.EVIDENCE: _("Evidence"),
            Word.UNDERCUTS: _("Undercut"),
            Word.WARRANTS: _("Warrant"),
            Word.ROOT: _("Statement"),
        },
        doing={
            Word.SUPPORTS: _("also supports"),
            Word.OBJECTS: _("also objects to"),
            Word.EVIDENCE: _("also evidence for"),
            Word.UNDERCUTS: _("also undercuts the step from"),
            Word.WARRANTS: _("also warrants the step from"),
        },
        joining={
            Word.SUPPORTS: _("because"),
            Word.OBJECTS: _("however,"),
            Word.EVIDENCE: _("for example,"),
            Word.UNDERCUTS: _("but this does not follow, since"),
            Word.WARRANTS: _("and this follows, since"),
        },
        again={
            Word.SUPPORTS: _("also because"),
            Word.OBJECTS: _("besides,"),
            Word.EVIDENCE: _("also,"),
        },
        answer=_("yet"),
        linked=_("and"),
        of_step=_("of the step from"),
        together=_("together with"),
        implicit=_("unsaid"),
        note=_("Note"),
        source=_("Source"),
        weight=_("weight"),
    )
