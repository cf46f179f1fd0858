"""Which essays a person may see, as QuerySets."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from essays.models import Essay, Membership, User, Visibility

type Person = User | AnonymousUser


def _is_member(user: User) -> Exists:
    return Exists(Membership.objects.filter(essay=OuterRef("pk"), user=user))


def public_essays() -> QuerySet[Essay]:
    """Return the essays that everyone may find."""
    return Essay.objects.filter(visibility=Visibility.PUBLIC, deleted=None)


def essays_listed_for(user: Person) -> QuerySet[Essay]:
    """Return the essays of which a person is a member."""
    if not isinstance(user, User):
        return Essay.objects.none()
    return Essay.objects.filter(_is_member(user), deleted=None)


def essays_visible_to(user: Person) -> QuerySet[Essay]:
    """Return the essays a person may read without being handed a link."""
    if not isinstance(user, User):
        return public_essays()
    return Essay.objects.filter(Q(visibility=Visibility.PUBLIC) | _is_member(user), deleted=None)


def essays_in_bin_of(user: Person) -> QuerySet[Essay]:
    """Return the deleted essays that a person can still take back."""
    if not isinstance(user, User):
        return Essay.objects.none()
    return Essay.objects.filter(owner=user, deleted__isnull=False)
