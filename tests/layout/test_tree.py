"""Tidy trees of branches of any size."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from essays.layout.tree import Branch, branches, tidy


def grown(sizes: list[tuple[int, int, int]], *, lead: int = 0) -> list[Branch]:
    """Return branches where each hangs under an earlier one."""
    found: list[Branch] = []
    for number, (breadth, extent, parent) in enumerate(sizes):
        above = found[parent % number] if number else None
        branch = Branch(breadth, above.end if above else 0, extent)
        found.append(branch)
        if above:
            above.children.append(branch)
            above.lead = min(lead, len(above.children))
    return found


def overlapping(found: list[Branch]) -> int:
    return sum(
        one.at + 0.001 < two.at + two.breadth
        and two.at + 0.001 < one.at + one.breadth
        and one.start < two.end
        and two.start < one.end
        for one, two in combinations(found, 2)
    )


sizes = st.lists(
    st.tuples(st.integers(1, 90), st.integers(1, 90), st.integers(0, 200)), min_size=1, max_size=60
)


@given(sizes, st.integers(0, 3))
def test_branches_never_overlap(sizes, lead):
    found = grown(sizes, lead=lead)
    tidy(found[0])
    assert overlapping(found) == 0


@given(sizes)
def test_children_stand_in_order_and_their_parent_in_the_middle(sizes):
    found = grown(sizes)
    tidy(found[0])
    for branch in found:
        places = [child.at for child in branch.children]
        assert places == sorted(places)
        if places:
            last = branch.children[-1]
            middle = (places[0] + last.at + last.breadth) / 2
            assert abs(branch.at + branch.breadth / 2 - middle) < 0.001


def test_a_parent_stands_over_its_leading_children():
    found = grown([(10, 10, 0), (20, 10, 0), (20, 10, 0), (80, 10, 0)], lead=2)
    tidy(found[0])
    assert found[0].at + 5 == (found[1].at + found[2].at + 20) / 2


def test_a_short_branch_lets_a_deeper_one_reach_under_it():
    root, short, tall, wide = grown([(10, 10, 0), (10, 5, 0), (10, 40, 0), (60, 10, 0)])
    short.children.clear()
    tall.children.append(root.children.pop())
    wide.start = tall.end
    tidy(root)
    assert tall.at == short.at + 10
    assert wide.at < short.at


def test_a_chain_of_a_thousand_stands_straight():
    found = grown([(10, 10, number) for number in range(1000)])
    for branch in found:
        branch.children.clear()
    for above, below in pairwise(found):
        above.children.append(below)
    tidy(found[0])
    assert {branch.at for branch in branches(found[0])} == {0.0}
