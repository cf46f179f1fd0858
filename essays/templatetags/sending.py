"""What a form sends along so that it is done once, however often it is sent."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essays.graph.ids import uuid7
from essays.services.idempotency import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Return a hidden field with a new key. It stands in every form that writes, beside the CSRF
    token; `static/js/sending.js` gives a form that stays on the page another key after an answer.
    """
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid7())
