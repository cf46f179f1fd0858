"""Every HTML route, by subject."""

from django.urls import URLPattern, path

from essays.views import (
    accounts,
    anchors,
    deleting,
    embed,
    essays,
    exporting,
    history,
    importing,
    making,
    members,
    moving,
    nodes,
    pages,
    relations,
    several,
    sharing,
    signing_in,
    sources,
    targets,
    text,
    workbench,
)

ACCOUNTS: list[URLPattern] = [
    path("accounts/", accounts.account, name="account"),
    path("accounts/sign-up/", accounts.sign_up, name="sign_up"),
    path("accounts/sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
    path("accounts/close/", accounts.close, name="close_account"),
    path("accounts/password/", signing_in.ChangePassword.as_view(), name="password"),
    path("accounts/password/reset/", signing_in.AskReset.as_view(), name="password_reset"),
    path(
        "accounts/password/reset/sent/", signing_in.ResetSent.as_view(), name="password_reset_sent"
    ),
    path(
        "accounts/password/reset/<uidb64>/<token>/",
        signing_in.Reset.as_view(),
        name="password_reset_confirm",
    ),
    path("accounts/tokens/", accounts.tokens, name="tokens"),
    path("accounts/tokens/<uuid:token_id>/revoke/", accounts.revoke, name="revoke_token"),
]

SHELF: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("keys/", pages.keys, name="keys"),
    path("essays/", essays.essays, name="essays"),
    path("essays/bin/", essays.essay_bin, name="essay_bin"),
    path("essays/new/", essays.new_essay, name="new_essay"),
    path("essays/import/", importing.import_essay, name="import"),
    path("essays/import/sample/<slug:format>/", importing.import_sample, name="import_sample"),
    path("essays/<uuid:essay_id>/details/", essays.details, name="details"),
    path("essays/<uuid:essay_id>/copy/", essays.copy, name="copy_essay"),
]

PEOPLE: list[URLPattern] = [
    path("join/<str:token>/", sharing.join, name="join"),
    path("essays/<uuid:essay_id>/members/", members.members, name="members"),
    path("essays/<uuid:essay_id>/members/leave/", members.leave, name="leave"),
    path("essays/<uuid:essay_id>/members/<uuid:user_id>/role/", members.role, name="member_role"),
    path(
        "essays/<uuid:essay_id>/members/<uuid:user_id>/remove/",
        members.remove,
        name="remove_member",
    ),
    path("essays/<uuid:essay_id>/members/hand-over/", members.hand_over, name="hand_over"),
    path("essays/<uuid:essay_id>/invitations/", sharing.invite, name="invite"),
    path(
        "essays/<uuid:essay_id>/invitations/<uuid:invitation_id>/withdraw/",
        sharing.withdraw,
        name="withdraw_invitation",
    ),
    path("essays/<uuid:essay_id>/visibility/", sharing.visibility, name="visibility"),
    path("essays/<uuid:essay_id>/share/renew/", sharing.renew_link, name="renew_link"),
    path("essays/<uuid:essay_id>/share/remove/", sharing.remove_link, name="remove_link"),
    path("essays/<uuid:essay_id>/delete/", sharing.delete, name="delete_essay"),
    path("essays/<uuid:essay_id>/restore/", sharing.restore, name="restore_essay"),
]

EDITS: list[URLPattern] = [
    path("essays/<uuid:essay_id>/nodes/add/", nodes.add, name="node_add"),
    path("essays/<uuid:essay_id>/nodes/several/", several.edit, name="nodes_several"),
    path("essays/<uuid:essay_id>/nodes/<uuid:node_id>/edit/", nodes.edit, name="node_edit"),
    path(
        "essays/<uuid:essay_id>/nodes/<uuid:node_id>/delete/",
        deleting.delete_node,
        name="node_delete",
    ),
    path("essays/<uuid:essay_id>/nodes/<uuid:node_id>/move/", moving.move, name="node_move"),
    path(
        "essays/<uuid:essay_id>/relations/<uuid:relation_id>/delete/",
        deleting.delete_relation,
        name="relation_delete",
    ),
    path(
        "essays/<uuid:essay_id>/relations/<uuid:relation_id>/edit/",
        relations.edit,
        name="relation_edit",
    ),
    path(
        "essays/<uuid:essay_id>/anchors/add/<uuid:owner_id>/",
        anchors.add,
        name="anchor_add",
    ),
    path("essays/<uuid:essay_id>/anchors/<uuid:anchor_id>/edit/", anchors.edit, name="anchor_edit"),
    path(
        "essays/<uuid:essay_id>/anchors/<uuid:anchor_id>/delete/",
        anchors.delete,
        name="anchor_delete",
    ),
    path("essays/<uuid:essay_id>/context/mark/", anchors.mark_context, name="context_mark"),
    path(
        "essays/<uuid:essay_id>/context/<uuid:mark_id>/unmark/",
        anchors.unmark_context,
        name="context_unmark",
    ),
    path("essays/<uuid:essay_id>/sources/<uuid:source_id>/edit/", sources.edit, name="source_edit"),
    path(
        "essays/<uuid:essay_id>/sources/<uuid:source_id>/delete/",
        sources.delete,
        name="source_delete",
    ),
    path("essays/<uuid:essay_id>/text/", text.edit, name="text_edit"),
    path("essays/<uuid:essay_id>/undo/", history.undo, name="undo"),
    path("essays/<uuid:essay_id>/redo/", history.redo, name="redo"),
    path("essays/<uuid:essay_id>/history/", history.history, name="history"),
    path(
        "essays/<uuid:essay_id>/history/<int:number>/undo/",
        history.undo_revision,
        name="undo_revision",
    ),
]

WORKBENCH: list[URLPattern] = [
    path("essays/<uuid:essay_id>/", workbench.workbench, name="workbench"),
    path("s/<str:token>/", workbench.share, name="share"),
    path("embed/<str:token>/", embed.embed, name="embed"),
    path("essays/<uuid:essay_id>/export/", exporting.choose, name="export"),
    path("essays/<uuid:essay_id>/export/<slug:format>/", exporting.download, name="export_file"),
    path("s/<str:token>/export/", exporting.shared_choose, name="shared_export"),
    path(
        "s/<str:token>/export/<slug:format>/",
        exporting.shared_download,
        name="shared_export_file",
    ),
    path("essays/<uuid:essay_id>/passages/", making.make, name="passage_make"),
    path("essays/<uuid:essay_id>/passages/words/", making.sentence, name="passage_words"),
    path("essays/<uuid:essay_id>/passages/new/", making.choose_sentences, name="passage_form"),
    path("essays/<uuid:essay_id>/targets/", targets.targets, name="targets"),
]

urlpatterns: list[URLPattern] = [*SHELF, *ACCOUNTS, *PEOPLE, *WORKBENCH, *EDITS]
