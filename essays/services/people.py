"""Accounts: opened, changed, closed."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from essays.graph.errors import Refused, Taken
from essays.models import Essay, Membership, Revision, User


def open_account(*, username: str, password: str, name: str = "", email: str = "") -> User:
    """Return a new person who can sign in. The form has checked name and password.

    Raises Taken when somebody else took the name just now.
    """
    try:
        with transaction.atomic():
            return User.objects.create_user(
                username=username, password=password, name=name, email=email
            )
    except IntegrityError as error:
        raise Taken from error


def change_profile(user: User, *, name: str, email: str) -> User:
    """Return the person with another display name and e-mail address."""
    with transaction.atomic():
        if user.name != name:
            # lists of members and histories say the name: they have to be read again
            joined = Membership.objects.filter(user=user).values("essay_id")
            wrote = Revision.objects.filter(actor=user).values("essay_id")
            shown = Essay.objects.filter(Q(pk__in=joined) | Q(pk__in=wrote))
            shown.update(settings_version=F("settings_version") + 1)
        user.name = name
        user.email = email
        user.save(update_fields=["name", "email"])
    return user


def close_account(user: User) -> None:
    """Empty the account: nobody can sign in with it and nothing names the person.

    The row stays, since the history of essays of others refers to it. Refused while the person
    owns essays, the bin included: others may depend on them.
    """
    with transaction.atomic():
        # essays first, as everywhere: whoever edits or hands over meanwhile waits or is done
        joined = Essay.objects.filter(memberships__user=user).values("pk")
        locked = Essay.objects.filter(pk__in=joined).order_by("pk")
        essays = [essay.pk for essay in locked.only("pk").select_for_update(no_key=True)]
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        owned = user.owned_essays.count()
        if owned:
            raise Refused("owns_essays", count=owned)
        user.memberships.all().delete()
        # lists of members have to be read again
        changed = Essay.objects.filter(pk__in=essays)
        changed.update(settings_version=F("settings_version") + 1)
        user.api_tokens.all().delete()
        user.username = f"closed-{user.pk}"
        user.name = user.email = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()
