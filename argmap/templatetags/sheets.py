"""Style sheets that pages load together."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from argmap.static import sheets as sheets_of

register = template.Library()


@register.simple_tag
def sheets(name: str) -> SafeString:
    """Return the links to one of `argmap.static.SHEETS`."""
    links = ((static(sheet),) for sheet in sheets_of(name))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)
