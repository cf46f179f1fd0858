"""What every drawing must hold: nothing on anything, and an edit leaves the rest where it was.

A few random maps each time; two hundred of them, and every edit's place, with the full profile.
"""

import os
import statistics

import pytest

from essays.layout.scene import MOST_ROUTED, Scene, View, Wish, scene, shape_of
from tests.layout import corpus
from tests.layout.maps import claims, hits, inside, moved, overlaps, random_map, with_leaf

FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
MAPS = 200 if FULL else 20
SMALLEST, LARGEST = 5, 300
EDITED, EVERY = (10, 3) if FULL else (3, 12)
FAR = 0.1  # of the boxes: an edit that a reader notices elsewhere
# the share of the boxes that move, on average of all edits, and the share of edits nobody notices.
# In columns a box more in the longest column moves all that stands below it, as on a page
STEADY = {View.TOP_DOWN: (0.02, 0.9), View.LEFT_RIGHT: (0.08, 0.7)}


def sizes() -> list[tuple[int, int]]:
    """Return seeds and sizes, each so many times larger than the one before: small maps abound."""
    grows = (LARGEST / SMALLEST) ** (1 / (MAPS - 1))
    return [(seed, round(SMALLEST * grows**seed)) for seed in range(MAPS)]


def faults(drawing: Scene) -> list[str]:
    """Return what is wrong with a drawing. Far more boxes than fit a screen let bows pass under."""
    struck = hits(drawing)
    if len(drawing.boxes) > MOST_ROUTED:
        struck = [edge for edge in struck if not edge.curved]
    found = {"on each other": overlaps(drawing), "lines through boxes": struck}
    return [
        *(f"{len(what)} {name}" for name, what in found.items() if what),
        *([] if inside(drawing) else ["outside the drawing"]),
    ]


@pytest.mark.parametrize("view", list(View))
def test_nothing_lies_on_anything_in_random_maps(view):
    wrong = {}
    for seed, boxes in sizes():
        drawing = scene(random_map(boxes, seed=seed), Wish(view=view))
        assert len(drawing.boxes) == boxes
        wrong[seed, boxes] = faults(drawing)
    assert {key: found for key, found in wrong.items() if found} == {}


@pytest.mark.skipif(not corpus.files(), reason="the microtexts corpus is not beside the project")
@pytest.mark.parametrize("view", list(View))
def test_annotated_texts_are_drawn_well(view):
    files = corpus.files()
    assert len(files) == 112
    for file in files:
        graph = corpus.read(file)
        drawing = scene(graph, Wish(view=view))
        assert len(drawing.boxes) == len(graph.nodes)
        assert faults(drawing) == [], file.name


def shares(view: View) -> list[float]:
    """Return for each of many edits of maps of 100 boxes what share of the others it moves far.

    An edit is a leaf more under a claim; the shape stays, as it does in nearly all edits.
    """
    found = []
    for seed in range(EDITED):
        graph = random_map(100, seed=seed)
        wish = Wish(view=view, shape=shape_of(graph, None))
        before = scene(graph, wish)
        edited = (with_leaf(graph, name) for name in claims(graph)[::EVERY])
        found += [moved(before, scene(after, wish)) for after in edited]
    return found


@pytest.mark.parametrize("view", list(View))
def test_a_leaf_more_leaves_the_other_boxes_where_they_are(view):
    found = shares(view)
    mean, unnoticed = STEADY[view]
    assert statistics.median(found) <= 0.02
    assert statistics.mean(found) <= mean
    assert sum(share <= FAR for share in found) >= unnoticed * len(found)


def test_an_edit_seldom_changes_the_shape():
    for seed in range(EDITED):
        graph = random_map(100, seed=seed)
        shape = shape_of(graph, None)
        for name in claims(graph)[::EVERY]:
            assert shape_of(with_leaf(graph, name), shape) == shape
