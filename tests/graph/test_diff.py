"""What differs between two states of an essay."""

from dataclasses import replace

from hypothesis import given

from essays.graph.diff import diff, same_content
from essays.graph.model import TABLES, EssayGraph
from tests.graph.maps import DETAILS, graph_of, graphs, id_of, rows_of, supports, thesis

MAP = graph_of({"T": thesis("T"), "A": "A"}, supports("A", "T", name="r"), text="So it is.")


def test_two_empty_maps_are_the_same():
    assert same_content(EssayGraph.of(DETAILS, []), EssayGraph.of(DETAILS, []))


def test_bookkeeping_does_not_count():
    rows = [replace(row, changed_version=9) for row in rows_of(MAP)]
    details = replace(DETAILS, changed_version=9)
    other = EssayGraph.of(details, reversed(rows), text=MAP.text, version=9)
    assert not diff(MAP, other)
    assert same_content(MAP, other)


def test_added_and_removed_rows_are_listed_by_table():
    alone = graph_of({"T": thesis("T")}, text=MAP.text)
    found = diff(alone, MAP)
    assert set(found.tables) == {"relation", "premise", "node"}
    assert [row.id for row in found.tables["relation"].added] == [id_of("r")]
    back = diff(MAP, alone)
    assert [row.id for row in back.tables["relation"].removed] == [id_of("r")]
    assert not back.tables["relation"].added


def test_a_changed_row_is_listed_as_it_was_and_as_it_is():
    node = replace(MAP.nodes[id_of("A")], text="B", changed_version=2)
    rows = [node if row.id == node.id else row for row in rows_of(MAP)]
    found = diff(MAP, EssayGraph.of(DETAILS, rows, text=MAP.text))
    assert found.tables["node"].changed == ((MAP.nodes[id_of("A")], node),)
    assert list(found.tables) == ["node"]
    assert found.details is None
    assert found.text is None


def test_details_and_text_are_compared():
    details = replace(DETAILS, title="Another")
    found = diff(MAP, EssayGraph.of(details, rows_of(MAP), text="So it was."))
    assert found
    assert found.details == (DETAILS, details)
    assert found.text == ("So it is.", "So it was.")
    assert not found.tables


@given(graphs(), graphs())
def test_a_difference_leads_from_one_state_to_the_other(before, after):
    found = diff(before, after)
    rows = {row.id: row for row in rows_of(before)}
    for name, table in found.tables.items():
        assert name in TABLES
        for row in table.removed:
            del rows[row.id]
        rows.update((row.id, row) for row in table.added)
        for old, new in table.changed:
            assert rows[old.id] == old
            rows[new.id] = new
    assert same_content(EssayGraph.of(DETAILS, rows.values(), text=after.text), after)
    assert same_content(before, before)
