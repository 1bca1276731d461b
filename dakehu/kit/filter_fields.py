"""The fields of a list's filters as HTML: drawn once for equal choices and values, then kept.

They hang on nothing but themselves: whoever is offered other choices is shown other fields.
"""

from collections.abc import Hashable
from typing import Final

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST: Final = 512
_drawn: dict[Hashable, str] = {}


def fields_html(code: str, form: BaseForm) -> SafeString:
    """The fields of the filters of the list `code`; where one is at fault they are not kept."""
    fields = list(form)
    if form.is_bound and form.errors:
        return mark_safe(_drawn_anew(fields))
    looks = (code, get_language(), *map(_looks_of, fields))
    html = _drawn.get(looks)
    if html is None:
        html = _drawn_anew(fields)
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[looks] = html
    return mark_safe(html)  # what a template rendered


def _drawn_anew(fields: list[BoundField]) -> str:
    return "".join(field.as_field_group() for field in fields)


def _looks_of(bound: BoundField) -> Hashable:
    """All that tells the HTML of one field from that of another under the same name."""
    field = bound.field
    widget = field.widget
    choices = getattr(field, "choices", ())
    return (
        *(bound.name, type(field), type(widget), str(field.label), str(field.help_text)),
        *(field.required, field.disabled, repr(bound.value()), repr(widget.attrs)),
        repr(list(choices)) if choices else "",
    )
