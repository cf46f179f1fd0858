"""Essays as a program makes and lists them."""

from uuid import UUID

from django.db.models import QuerySet

from essays.models import Essay, User
from essays.services.essays import create_essay
from essays.services.listing import own_list


def new_essay(
    owner: User,
    *,
    id: UUID,
    title: str,
    author_line: str = "",
    language: str = "en",
    text: str = "",
) -> Essay:
    """Return a new essay under an id that the client made. Raises BadValue or Taken."""
    return create_essay(
        owner, id=id, title=title, author_line=author_line, language=language, text=text
    )


def shelf(user: User, *, query: str = "", after: UUID | None = None) -> QuerySet[Essay]:
    """Return the essays a person belongs to, the newest id first, after that of a page before."""
    found = own_list(user, query=query).order_by("-pk")
    return found if after is None else found.filter(pk__lt=after)
