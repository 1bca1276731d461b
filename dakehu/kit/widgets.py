"""The commonest form widgets as HTML, what Django's own templates give without blank lines.

A select asks a template for each of its options and another for the attributes of each; here it is
one pass. Widgets that are not in the table go through their templates.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from dakehu.kit.escaping import escaped

_FOLDER: Final = "django/forms/widgets/"
_OPTION: Final = f"{_FOLDER}select_option.html"
_INPUTS: Final = ("text", "number", "email", "password", "hidden", "date", "search", "tel")


def widget_html(template: str, context: Mapping[str, Any]) -> SafeString | None:
    """The widget's HTML, or None for one that is left to its template."""
    draw = _DRAWN.get(template)
    html = draw(context["widget"]) if draw else None
    return None if html is None else mark_safe(html)  # every value was escaped where it was put in


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    told = "" if value is None else f' value="{_text(value)}"'
    start = f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"{start}{told}{_attributes(widget['attrs'])}>"


def _select(widget: Mapping[str, Any]) -> str | None:
    parts = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_text(group)}">')
        for option in options:
            if option["template_name"] != _OPTION:
                return None
            value, attrs = _text(option["value"]), _attributes(option["attrs"])
            parts.append(f'\n  <option value="{value}"{attrs}>{_label(option["label"])}</option>')
        if group:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return "".join(parts)


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value: Any) -> str:
    """A value as it is, escaped."""
    return escaped(value if isinstance(value, str | Promise) else str(value))


def _label(value: Any) -> str:
    return escaped(value if isinstance(value, str | Promise) else localize(value))


_DRAWN: Final[Mapping[str, Callable[[Mapping[str, Any]], str | None]]] = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}select.html": _select,
}
