"""The words for kinds, as lists to choose from."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise, StrPromise

from essays.graph.kinds import AnchorState, NodeKind, RelationKind, SourceKind, SourceStatus

NODE_KINDS: Mapping[NodeKind, StrPromise] = {
    NodeKind.THESIS: _("Thesis"),
    NodeKind.CLAIM: _("Claim"),
    NodeKind.EVIDENCE: _("Evidence"),
}

RELATION_KINDS: Mapping[RelationKind, StrPromise] = {
    RelationKind.SUPPORT: _("Supports"),
    RelationKind.ATTACK: _("Objects"),
}

SOURCE_KINDS: Mapping[SourceKind, StrPromise] = {
    SourceKind.PRIMARY: _("Primary: from the time itself"),
    SourceKind.SECONDARY: _("Secondary: written about it"),
    SourceKind.STATISTIC: _("Statistic"),
    SourceKind.TESTIMONY: _("Testimony"),
    SourceKind.OTHER: _("Other"),
}

SOURCE_STATUSES: Mapping[SourceStatus, StrPromise] = {
    SourceStatus.UNCHECKED: _("Not checked"),
    SourceStatus.CONFIRMED: _("Confirmed: it says so"),
    SourceStatus.DOUBTFUL: _("Doubtful"),
    SourceStatus.WRONG: _("Wrong: it does not say so"),
}

ANCHOR_STATES: Mapping[AnchorState, StrPromise] = {
    AnchorState.EXACT: pgettext_lazy("passage", "exact"),
    AnchorState.MOVED: pgettext_lazy("passage", "moved"),
    AnchorState.FUZZY: pgettext_lazy("passage", "fuzzy"),
    AnchorState.LOST: pgettext_lazy("passage", "lost"),
}

# The common schemes of D. Walton, C. Reed and F. Macagno, Argumentation Schemes (2008), by slug.
SCHEMES: Mapping[str, StrPromise] = {
    "expert-opinion": _("Expert opinion"),
    "position-to-know": _("Position to know"),
    "witness-testimony": _("Witness testimony"),
    "popular-opinion": _("Popular opinion"),
    "example": _("Example"),
    "analogy": _("Analogy"),
    "precedent": _("Precedent"),
    "classification": _("Classification"),
    "rule": _("Established rule"),
    "sign": _("Sign"),
    "cause-to-effect": _("Cause to effect"),
    "correlation-to-cause": _("Correlation to cause"),
    "best-explanation": _("Best explanation"),
    "positive-consequences": _("Good consequences"),
    "negative-consequences": _("Bad consequences"),
    "slippery-slope": _("Slippery slope"),
    "practical-reasoning": _("Means to a goal"),
    "values": _("Values"),
    "commitment": _("Commitment"),
    "inconsistent-commitment": _("Inconsistent commitment"),
    "bias": _("Bias"),
    "ignorance": _("Lack of evidence"),
}


def choices[K: str](labels: Mapping[K, StrPromise]) -> list[tuple[str, StrOrPromise]]:
    """Return the labels as choices of a field."""
    return [(str(value), label) for value, label in labels.items()]
