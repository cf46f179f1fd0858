import pytest

from essays.templatetags.versions import differing


@pytest.mark.parametrize(
    ("theirs", "yours", "expected"),
    [
        ("Same.", "Same.", ("Same.", "Same.")),
        ("It was mild.", "It was cold.", ("It was <ins>mild</ins>.", "It was <ins>cold</ins>.")),
        ("A, b c.", "A, d e.", ("A, <ins>b c</ins>.", "A, <ins>d e</ins>.")),
        ("", "New.", ("", "<ins>New.</ins>")),
        ("<b>", "<i>", ("&lt;<ins>b</ins>&gt;", "&lt;<ins>i</ins>&gt;")),
    ],
)
def test_the_words_that_differ_are_marked_and_nothing_else_is_markup(theirs, yours, expected):
    assert differing(theirs, yours) == expected
