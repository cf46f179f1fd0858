"""What shows while some sorts of boxes are off."""

from hypothesis import given
from hypothesis import strategies as st

from essays.graph.folding import visible_rows
from essays.graph.outline import backbone
from essays.graph.sifting import Sort, counts, sift
from essays.graph.stance import effects
from tests.graph.maps import attacks, evidence, graph_of, graphs, ids_of, supports, thesis

MAP = graph_of(
    {"T": thesis("T"), "A": "A", "E": evidence("E"), "O": "O", "R": "R", "X": "X"},
    supports("A", "T"),
    supports("E", "A"),
    attacks("O", "A"),
    attacks("R", "O"),
)
OUTLINE = backbone(MAP)
BEARING = effects(MAP)


def sifted(*off):
    return sift(OUTLINE, BEARING, frozenset(off))


def test_nothing_goes_while_everything_is_on():
    assert not sifted().gone


def test_a_kind_that_is_off_goes():
    assert sifted(Sort.EVIDENCE).gone == set(ids_of("E"))


def test_what_leads_to_a_box_that_shows_stays_as_the_way_there():
    found = sifted(Sort.SUPPORT)
    assert not found.gone
    assert found.ways == set(ids_of("A"))


def test_a_stance_that_is_off_goes_with_all_that_only_it_leads_to():
    assert sifted(Sort.CON).ways == set(ids_of("O"))
    assert sifted(Sort.CON, Sort.ATTACK).gone == set(ids_of("O R"))


def test_the_thesis_stays_when_all_is_off():
    assert sifted(*Sort).gone == set(ids_of("A E O R X"))


def test_the_sorts_are_counted():
    found = counts(OUTLINE, BEARING)
    assert [found[sort] for sort in Sort] == [1, 2, 1, 1, 3, 1]


@given(graphs(), st.sets(st.sampled_from(list(Sort))))
def test_what_shows_and_what_is_gone_make_the_whole_of_every_map(graph, off):
    outline = backbone(graph)
    gone = sift(outline, effects(graph), off).gone
    shown = {row.row.id for row in visible_rows(outline, gone=gone).rows}
    assert shown | gone == set(graph.nodes)
    assert not shown & gone
