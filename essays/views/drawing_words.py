"""The words on a drawing in the language of the reader."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from essays.graph.describe import Marker, Word
from essays.graph.kinds import SourceStatus, Stance
from essays.views import wording


class Translated:
    """Fulfils `essays.layout.words.Words`; the language is that of the moment."""

    def drawing(self, boxes: int) -> str:
        return ngettext(
            "Drawn map, %(n)s box. The outline says the same in words.",
            "Drawn map, %(n)s boxes. The outline says the same in words.",
            boxes,
        ) % {"n": boxes}

    def head(self, word: Word) -> str:
        words = {
            Word.THESIS: _("Thesis"),
            Word.SUPPORTS: _("Supports"),
            Word.OBJECTS: _("Objects"),
            Word.EVIDENCE: _("Evidence"),
            Word.UNDERCUTS: _("Undercuts"),
            Word.WARRANTS: _("Warrants"),
            Word.ROOT: _("Not connected yet"),
        }
        return words[word]

    def marker(self, marker: Marker) -> str:
        return wording.marker(marker)

    def also(self, marker: Marker) -> str:
        return wording.also(marker)

    def stance(self, stance: Stance) -> str:
        return str(wording.STANCES[stance])

    def stance_short(self, stance: Stance) -> str:
        if stance is Stance.PRO:
            return pgettext("stance", "for")
        if stance is Stance.CON:
            return pgettext("stance", "against")
        return ""

    def box_label(self, number: str, remarks: Sequence[str], text: str) -> str:
        named = {"number": number, "remarks": ", ".join(remarks), "text": text}
        return _("%(number)s %(remarks)s: %(text)s") % named

    def unstated(self) -> str:
        return _("unstated")

    def step(self, *, linked: bool) -> str:
        return _("only together") if linked else _("this step")

    def step_label(self, numbers: Sequence[str], *, linked: bool, attacks: bool) -> str:
        if linked:
            words = (
                _("Step %(step)s: only together they object")
                if attacks
                else _("Step %(step)s: only together they support")
            )
        else:
            words = _("Step %(step)s: objects") if attacks else _("Step %(step)s: supports")
        return words % {"step": wording.step(numbers)}

    def source(self, status: SourceStatus) -> str:
        words = {
            SourceStatus.CONFIRMED: _("source checked"),
            SourceStatus.DOUBTFUL: _("source doubtful"),
            SourceStatus.WRONG: _("source wrong"),
        }
        return words.get(status, "")

    def lost(self, passages: int) -> str:
        return ngettext("passage lost", "%(n)s passages lost", passages) % {"n": passages}

    def folded(self, boxes: int) -> str:
        return ngettext("%(n)s folded", "%(n)s folded", boxes) % {"n": boxes}

    def left_out(self, boxes: int) -> str:
        return ngettext("%(n)s more not shown", "%(n)s more not shown", boxes) % {"n": boxes}

    def fold(self, number: str) -> str:
        return _("Fold %(number)s") % {"number": number}

    def unfold(self, number: str, boxes: int) -> str:
        return ngettext(
            "Show what hangs under %(number)s, %(n)s folded",
            "Show what hangs under %(number)s, %(n)s folded",
            boxes,
        ) % {"number": number, "n": boxes}
