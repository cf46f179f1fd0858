"""Every API route."""

from django.urls import path

from essays.api import (
    describing,
    essays,
    exporting,
    history,
    importing,
    maps,
    members,
    operations,
    rows,
    search,
    wholes,
)

_ESSAY = "essays/<uuid:essay_id>"

urlpatterns = [
    path("schema/", describing.Schema.as_view(), name="api_schema"),
    path("docs/", describing.Docs.as_view(), name="api_docs"),
    path("essays/", essays.Essays.as_view(), name="api_essays"),
    path("essays/import/", importing.Import.as_view(), name="api_import"),
    path(f"{_ESSAY}/", essays.OneEssay.as_view(), name="api_essay"),
    path(f"{_ESSAY}/map/", maps.Map.as_view(), name="api_map"),
    path(f"{_ESSAY}/export/<slug:format>/", exporting.Export.as_view(), name="api_export"),
    path(f"{_ESSAY}/nodes/", rows.Nodes.as_view(), name="api_nodes"),
    path(f"{_ESSAY}/nodes/<uuid:node_id>/", rows.OneNode.as_view(), name="api_node"),
    path(f"{_ESSAY}/relations/", rows.Relations.as_view(), name="api_relations"),
    path(
        f"{_ESSAY}/relations/<uuid:relation_id>/",
        rows.OneRelation.as_view(),
        name="api_relation",
    ),
    path(f"{_ESSAY}/anchors/", rows.Anchors.as_view(), name="api_anchors"),
    path(f"{_ESSAY}/anchors/<uuid:anchor_id>/", rows.OneAnchor.as_view(), name="api_anchor"),
    path(f"{_ESSAY}/sources/", rows.Sources.as_view(), name="api_sources"),
    path(f"{_ESSAY}/sources/<uuid:source_id>/", rows.OneSource.as_view(), name="api_source"),
    path(f"{_ESSAY}/operations/", operations.Operations.as_view(), name="api_operations"),
    path(f"{_ESSAY}/revisions/", history.Revisions.as_view(), name="api_revisions"),
    path(f"{_ESSAY}/undo/", history.Undo.as_view(), name="api_undo"),
    path(f"{_ESSAY}/redo/", history.Redo.as_view(), name="api_redo"),
    path(f"{_ESSAY}/members/", members.Members.as_view(), name="api_members"),
    path(f"{_ESSAY}/members/<uuid:user_id>/", members.OneMember.as_view(), name="api_member"),
    path(f"{_ESSAY}/share/", members.Share.as_view(), name="api_share"),
    path(f"{_ESSAY}/search/", search.Search.as_view(), name="api_search"),
    path(f"{_ESSAY}/duplicate/", wholes.Duplicate.as_view(), name="api_duplicate"),
    path(f"{_ESSAY}/restore/", wholes.Restore.as_view(), name="api_restore"),
    path(f"{_ESSAY}/invitations/", wholes.Invitations.as_view(), name="api_invitations"),
    path(
        f"{_ESSAY}/invitations/<uuid:invitation_id>/",
        wholes.OneInvitation.as_view(),
        name="api_invitation",
    ),
]
