"""What a person may be allowed to do with an essay."""

from enum import StrEnum


class Permission(StrEnum):
    VIEW_MAP = "view_map"  # text, map, exports
    VIEW_PEOPLE = "view_people"  # names, history, revisions, comments
    COMMENT = "comment"
    EDIT = "edit"  # every operation, undo, drafts, imports into the essay
    LEAVE = "leave"
    MANAGE = "manage"  # settings, visibility, share link, invitations, members
    OWN = "own"  # delete, hand over, purge words from the history
    RESTORE = "restore"  # take out of the bin
