"""The essay's text, changed as a whole; each passage follows its words, or is called lost."""

from collections import Counter
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.naming import listed, person_name
from essays.forms.refusals import add_refusal, words
from essays.forms.text import TextForm
from essays.graph.changes import digest
from essays.graph.errors import Refused, Stale
from essays.graph.kinds import AnchorState
from essays.graph.model import EssayGraph
from essays.graph.operations import SetText
from essays.models import Essay
from essays.services.chronicle import revisions_of
from essays.services.editing import Applied, apply
from essays.views.editing import Meanwhile, after, edit_page
from essays.views.web import SignedInRequest
from essays.views.workbench import done

_TRIES = 5


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Other words for the essay. Saving is refused while somebody else's newer text would go."""
    form = TextForm(request.POST) if request.method == "POST" else None
    essay = reach(request.user, essay_id, Permission.EDIT).essay
    conflict = None
    if form and form.is_valid():
        saved = _saved(request, essay_id, form)
        if saved:
            bench = after(request, essay_id, done=saved)
            said = text_report(bench.graph) if saved.number else _("Nothing changed.")
            return done(request, bench, message=said, undo=saved.number is not None)
        conflict = _conflict(essay, form)
    return edit_page(
        request,
        essay,
        form or TextForm.of(essay.text),
        heading=_("Edit the text"),
        lead=_("Boxes keep their words. Passages follow the text."),
        part="essays/edit/conflict.html",
        meanwhile=conflict,
        submit=_("Save yours") if conflict else _("Save"),
        long=True,
    )


def text_report(graph: EssayGraph) -> str:
    """Return how the passages stand in the text, in a sentence."""
    counts = Counter(anchor.state for anchor in graph.anchors.values())
    if not counts:
        return _("Saved the text.")
    many = {
        AnchorState.EXACT: ngettext("%(n)s exact", "%(n)s exact", counts[AnchorState.EXACT]),
        AnchorState.MOVED: ngettext("%(n)s moved", "%(n)s moved", counts[AnchorState.MOVED]),
        AnchorState.FUZZY: ngettext(
            "%(n)s changed a little", "%(n)s changed a little", counts[AnchorState.FUZZY]
        ),
        AnchorState.LOST: ngettext("%(n)s lost", "%(n)s lost", counts[AnchorState.LOST]),
    }
    said = listed(words % {"n": counts[state]} for state, words in many.items() if counts[state])
    return _("Saved the text. Passages: %(counts)s.") % {"counts": said}


def _saved(request: SignedInRequest, essay_id: UUID, form: TextForm) -> Applied | None:
    """Make the edit on the very text that it was typed over, or put into the form why not.

    Other edits of the essay do not stand in the way: where one comes between, it is tried again.
    """
    operation = SetText(text=form.cleaned_data["text"])
    for _try in range(_TRIES):
        version, text = Essay.objects.values_list("version", "text").get(pk=essay_id)
        if digest(text) != form.cleaned_data["base"]:
            break
        try:
            return apply(essay_id, operation, actor=request.user, expected={essay_id: version})
        except Stale:
            continue
        except Refused as error:
            add_refusal(form, error)
            return None
    stale = Stale("essay", essay_id, current=version)
    form.conflict = stale
    form.add_error(None, words(stale))
    return None


def _conflict(essay: Essay, form: TextForm) -> Meanwhile | None:
    """Return whose text came between, with both texts; None where the form failed otherwise."""
    theirs = essay.text
    if form.conflict is None:
        return None
    newest = revisions_of(essay.pk).filter(operation__op=SetText.op).first()
    yours = str(form.cleaned_data.get("text", ""))
    form.rebase(theirs)
    return Meanwhile(
        who=person_name(newest.actor if newest else None),
        number=newest.number if newest else essay.version,
        fields=((str(form.fields["text"].label), theirs, yours),),
    )
