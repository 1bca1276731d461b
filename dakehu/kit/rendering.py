"""How forms become HTML."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Placeholder until the field templates stand."""
