"""The admin site: people can be looked after here, essays only looked at.

Content changes through the write door alone, and an administrator does not read private essays
here either: of an essay it shows whose it is, not what it says.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from essays.models import ApiToken, Essay, Membership, User


class ReadOnly(admin.ModelAdmin[Model]):
    """Shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class PeopleAdmin(UserAdmin[User]):
    """Names, addresses, passwords and rights. Nobody is deleted: the history names them."""

    list_display = ("username", "name", "email", "is_active", "is_staff", "last_login")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "name", "password1", "password2")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Essay)
class EssayAdmin(ReadOnly):
    """Whose an essay is, who may look, and how big its history is."""

    list_display = ("title", "owner", "visibility", "version", "updated", "deleted")
    list_filter = ("visibility",)
    search_fields = ("title", "owner__username")
    fields = (
        "id",
        "title",
        "owner",
        "visibility",
        "version",
        "settings_version",
        "created",
        "updated",
        "deleted",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("owner").defer("text", "extra", "shape")


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Who belongs where."""

    list_display = ("essay", "user", "role", "created")
    list_filter = ("role",)
    search_fields = ("user__username", "essay__title")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly):
    """Which programs act for whom."""

    list_display = ("name", "user", "scope", "created", "last_used", "revoked")
    search_fields = ("name", "user__username")
    exclude = ("hash",)
