"""Where a person stands towards an essay, and small questions about it."""

from collections.abc import Callable
from dataclasses import dataclass

from essays.models import MemberRole, Visibility

# from most to least
_RANKS = (MemberRole.OWNER, MemberRole.EDITOR, MemberRole.COMMENTER, MemberRole.VIEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that a decision may depend on. Being a superuser is not in it, on purpose."""

    role: MemberRole | None
    visibility: Visibility
    holds_link: bool = False
    in_bin: bool = False


type Predicate = Callable[[Standing], bool]


def at_least(role: MemberRole) -> Predicate:
    """Return the question whether somebody is a member with this role or a stronger one."""
    strong = frozenset(_RANKS[: _RANKS.index(role) + 1])
    return lambda standing: not standing.in_bin and standing.role in strong


def may_look(standing: Standing) -> bool:
    """Members, everyone where it is public, and those who hold a link that is switched on."""
    if standing.in_bin:
        return False
    by_link = standing.holds_link and standing.visibility is not Visibility.PRIVATE
    return standing.role is not None or standing.visibility is Visibility.PUBLIC or by_link


def may_leave(standing: Standing) -> bool:
    """Members except the owner, who hands the essay over first."""
    return not standing.in_bin and standing.role not in (None, MemberRole.OWNER)


def owns_in_bin(standing: Standing) -> bool:
    """The owner of an essay that lies in the bin."""
    return standing.in_bin and standing.role is MemberRole.OWNER
