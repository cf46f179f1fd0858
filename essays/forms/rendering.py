"""How every form on a page is written: our own field, with label, hint and error."""

from django.forms.renderers import TemplatesSetting


class PageRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` from templates/components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
