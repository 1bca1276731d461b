"""How forms become HTML: label above, help under, required marked, the error at its field.

`{{ form }}` renders a whole form, `{{ field.as_field_group }}` one field. A form may name its
parts: `parts = ((_("基本信息"), ("name", "code")), …)`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dakehu.kit.widgets import widget_html

_UNITS: Final[Mapping[str, int]] = {"万": 4, "亿": 8, "": 0}
_AMOUNT: Final = re.compile(r"([+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.)(万|亿|)")
_WIDE: Final = str.maketrans("０１２３４５６７８９．－＋，￥", "0123456789.-+,¥")


class KitBoundField(BoundField):
    """A bound field whose input carries the classes that our style sheet knows."""

    @property
    def kind(self) -> str:
        """check for a lone checkbox, group for radios and the like, plain for the rest."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "group" if widget.use_fieldset else "plain"

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        wanted = _class_of(widget or self.field.widget)
        if self.errors and wanted:
            wanted += " is-invalid"
        given = self.field.widget.attrs.get("class", "")
        if wanted:
            built["class"] = " ".join(filter(None, (wanted, given)))
        return built


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return ""
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


class FormRenderer(DjangoTemplates):
    """Our field and form templates, with the tags of the kit in reach."""

    form_template_name = "kit/form.html"
    formset_template_name = "kit/formset.html"
    field_template_name = "kit/field.html"
    bound_field_class = KitBoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        drawn = widget_html(template_name, context)
        return super().render(template_name, context, request) if drawn is None else drawn

    @cached_property
    def engine(self) -> Any:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [Path(forms.__file__).parent / "templates"],
                "NAME": "djangoforms",
                "OPTIONS": {
                    "builtins": [
                        "django.templatetags.i18n",
                        "dakehu.kit.templatetags.kit",
                    ]
                },
            }
        )


class AmountInput(forms.TextInput):
    """An amount as people type it, with its meaning in yuan echoed under it."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        own = {"inputmode": "decimal", "autocomplete": "off", "data-amount": "true"}
        super().__init__({**own, **(attrs or {})})


class AmountFormField(forms.DecimalField):
    """Yuan: 854000, 854,000.00 and 85.4万 mean the same."""

    widget = AmountInput
    default_error_messages: ClassVar = {"invalid": _("请填写金额，例如 854,000.00 或 85.4万。")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = amount_typed(value)
            if value is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def amount_typed(text: str) -> Decimal | str | None:
    """What somebody typed as an exact amount; an empty text stays empty; None if it is none."""
    plain = re.sub(r"[\s,¥元]", "", text.translate(_WIDE))
    if not plain:
        return ""
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    try:
        return Decimal(found[1]).scaleb(_UNITS[found[2]])
    except InvalidOperation:
        return None
