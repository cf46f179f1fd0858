"""Small parts of the look: what they write, and what they refuse."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from essays.layout.icons import GRID, ICONS
from essays.templatetags.look import icon, initials, problems, undo_url, when
from essays.text.coverage import Coverage


class Taste(forms.Form):
    name = forms.CharField(error_messages={"required": "Say a name."})
    age = forms.IntegerField(required=False, help_text="In years.")

    def clean(self) -> None:
        raise forms.ValidationError("The two do not fit.")


def render(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_one_path_within_its_grid(name):
    svg = ElementTree.fromstring(icon(name))
    assert svg.attrib["viewBox"] == f"0 0 {GRID} {GRID}"
    assert [part.tag for part in svg] == ["path"]


def test_an_icon_is_silent_unless_it_is_named():
    assert 'aria-hidden="true"' in render('{% icon "lock" %}')
    labelled = render('{% icon "lock" label=label %}', label="Only <members>")
    assert 'role="img" aria-label="Only &lt;members&gt;"' in labelled
    assert "aria-hidden" not in labelled


def test_an_unknown_icon_is_an_error_of_the_template():
    with pytest.raises(TemplateSyntaxError, match="no icon 'spoon'"):
        render('{% icon "spoon" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lindqvist", "AL"), ("ada", "A"), ("Maria de la Cruz", "MC"), ("  ", "?")],
)
def test_initials_are_of_the_first_and_the_last_name(name, letters):
    assert initials(name) == letters


def test_only_a_message_that_says_so_can_be_undone():
    assert undo_url(Message(SUCCESS, "Deleted.", extra_tags="undo:/essays/1/restore/")) == (
        "/essays/1/restore/"
    )
    assert undo_url(Message(SUCCESS, "Saved.", extra_tags="wide")) == ""
    assert undo_url("") == ""


def test_problems_lead_to_their_controls_in_order():
    found = problems(Taste({"age": "old"}))
    assert [(p.anchor, p.text) for p in found] == [
        ("", "The two do not fit."),
        ("id_name", "Say a name."),
        ("id_age", "Enter a whole number."),
    ]


def test_a_field_links_its_hint_and_error_to_the_control():
    page = str(Taste({"age": "old"})["age"].as_field_group())
    assert 'aria-describedby="id_age_helptext id_age_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<p class="hint num" id="id_age_helptext">In years.</p>' in page
    assert '<div id="id_age_error">' in page
    assert "(optional)" in page


def test_a_whole_form_says_its_errors_on_top():
    page = str(Taste({"age": "old"}))
    assert "Not saved yet. Three things need a change." in page
    assert page.index('href="#id_name"') < page.index('<label for="id_name">')


def test_a_menu_opens_without_script():
    page = render('{% menu "Actions" icon_name="more" %}<a href="/x/">Open</a>{% endmenu %}')
    assert "<summary" in page
    assert '<span class="vh">Actions</span>' in page
    assert '<div class="menu-list"><a href="/x/">Open</a></div>' in page


def test_a_dialog_is_named_by_its_title():
    page = render('{% dialog "keys" title %}<p>S</p>{% enddialog %}', title="Keys & moves")
    assert '<dialog id="keys" aria-labelledby="keys-title">' in page
    assert '<h2 id="keys-title">Keys &amp; moves</h2>' in page


def test_the_bar_of_coverage_says_its_counts_and_fills_its_width():
    page = render("{% cover_bar cover %}", cover=Coverage(mapped=2, context=1, unmapped=1))
    svg = ElementTree.fromstring(page)
    assert svg.attrib["aria-label"] == "Sentences: 2 mapped, 1 context, 1 not yet mapped"
    assert [part.attrib["class"] for part in svg] == ["cov-mapped", "cov-context", "cov-none"]
    assert [float(part.attrib["x"]) for part in svg] == [0, 60, 90.5]


def test_a_text_without_sentences_has_an_empty_bar():
    page = render("{% cover_bar cover %}", cover=Coverage(mapped=0, context=0, unmapped=0))
    assert len(ElementTree.fromstring(page)) == 0


def test_a_moment_is_said_as_people_say_it(settings, monkeypatch):
    now = timezone.make_aware(datetime(2026, 5, 6, 15, 0))  # noqa: DTZ001 - made aware right here
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert when(now - timedelta(hours=4, minutes=18)) == "Today, 10:42"
    assert when(now - timedelta(days=1)) == "Yesterday"
    assert when(now - timedelta(days=4)) == "2 May"
    assert when(now - timedelta(days=400)) == "1 April 2025"
