"""What the price desk asks: three things in sight, the rest folded."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dakehu.deals.data.words import CUSTOMER_TYPES, PER
from dakehu.kit.column_forms import UNCHANGED, TableField
from dakehu.kit.rendering import AmountFormField, amount_typed
from dakehu.policy.decimals import plain_text
from dakehu.rules.asking import Refused

MOST_COSTS: Final = 8
_ROW: Final = re.compile(r"other_([0-7])_(?:kind|amount)")
_DIGITS: Final[dict[str, Any]] = {"max_digits": 15, "decimal_places": 2}


class QuantityFormField(forms.DecimalField):
    """A quantity: 10000, 10,000 and 1万 mean the same."""

    default_error_messages: ClassVar = {"invalid": _("请填写数字，例如 10,000 或 1万。")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = amount_typed(value)
            if value is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class PercentFormField(forms.DecimalField):
    """A share, typed in percent with or without the sign."""

    default_error_messages: ClassVar = {
        "invalid": _("请填写百分数，例如 8 或 7.5%。"),
        "beyond": _("应不小于 0%，并且小于 100%。"),
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.strip().rstrip("%％") if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        """Refuse what is no share in the unit in which it was typed."""
        super().validate(value)
        if value is not None and not 0 <= value < 100:
            raise forms.ValidationError(self.error_messages["beyond"], code="beyond")


class DeskForm(forms.Form):
    """The question of the price desk; nothing is required while somebody is typing.

    Without `sees_cost` it has no cost to fill in: that comes from the catalog or from the draft.
    """

    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    customer = forms.CharField(label=_("客户"), required=False, max_length=120)
    product = forms.CharField(label=_("产品"), required=False, max_length=120)
    quantity = QuantityFormField(
        label=_("数量"), required=False, max_digits=15, decimal_places=6, widget=forms.TextInput
    )
    unit = forms.CharField(label=_("单位"), required=False, max_length=20)
    offered_unit_price = AmountFormField(label=_("对客单价（元）"), required=False, **_DIGITS)
    unit_cost = AmountFormField(
        label=_("成本价（元）"),
        required=False,
        help_text=_("一个单位的含税成本。空着时用产品管理录入的成本价。"),
        **_DIGITS,
    )
    estimated_sales = AmountFormField(
        label=_("预估销售额（元）"),
        required=False,
        help_text=_("空着时按测算出的合计定档；提交报价前须申报。"),
        **_DIGITS,
    )
    rebate_rate = PercentFormField(
        label=_("返点比例（%）"),
        required=False,
        max_digits=12,
        decimal_places=6,
        widget=forms.TextInput,
        help_text=_("空着时按参考比例；不返点填 0。"),
    )
    project = forms.CharField(label=_("项目"), required=False, max_length=120)
    project_other_total = AmountFormField(
        label=_("同项目其他合同与报价（元）"),
        required=False,
        help_text=_("与这一单合计定档。"),
        **_DIGITS,
    )
    customer_type = forms.ChoiceField(
        label=_("客户类型"), required=False, choices=list(CUSTOMER_TYPES.items())
    )
    tendered = forms.BooleanField(label=_("招投标项目（含询比价）"), required=False)

    def __init__(self, data: Mapping[str, Any], *, sees_cost: bool) -> None:
        super().__init__(data)
        if not sees_cost:
            del self.fields["unit_cost"]
        self.row_count = _rows_in(data)
        for place in range(self.row_count):
            self._add_row(place)
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_error"
        for name in ("quantity", "rebate_rate"):
            attrs = {"inputmode": "decimal", "autocomplete": "off", "data-number": "true"}
            self.fields[name].widget.attrs |= attrs
        self.fields["product"].widget.attrs["list"] = "products"

    def _add_row(self, place: int) -> None:
        self.fields[f"other_{place}_kind"] = forms.CharField(
            label=_("费用名称"), required=False, max_length=40
        )
        self.fields[f"other_{place}_amount"] = AmountFormField(
            label=_("金额（元）"), required=False, **_DIGITS
        )
        self.fields[f"other_{place}_per"] = forms.ChoiceField(
            label=_("算法"), required=False, choices=list(PER.items())
        )

    @property
    def cost_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """The other costs, a row each: what for, how much, how it counts."""
        parts = ("kind", "amount", "per")
        return [
            tuple(self[f"other_{place}_{part}"] for part in parts)
            for place in range(self.row_count)
        ]

    @property
    def folded(self) -> Iterator[forms.BoundField]:
        """The fields behind the fold, in their order."""
        names = (
            *("unit_cost", "estimated_sales", "rebate_rate", "customer_type", "tendered"),
            *("project", "project_other_total"),
        )
        return (self[name] for name in names if name in self.fields)

    @property
    def inputs(self) -> dict[str, Any]:
        """What was given, in the spelling that the rules read and a draft keeps."""
        given = self.cleaned_data
        texts = {name: given[name] for name in ("customer", "product", "unit", "project")}
        names = (
            *("quantity", "offered_unit_price", "unit_cost", "estimated_sales"),
            *("project_other_total", "rebate_rate"),
        )
        numbers = {
            name: plain_text(given[name].scaleb(-2) if name == "rebate_rate" else given[name])
            for name in names
            if given.get(name) is not None
        }
        others = {"other_costs": list(self._others())} if any(self._others()) else {}
        kind = {"customer_type": given["customer_type"] or "enterprise"}
        return {**texts, **numbers, **others, **kind, "tendered": given["tendered"]}

    def _others(self) -> Iterator[dict[str, str]]:
        for place in range(self.row_count):
            found = self.cleaned_data.get(f"other_{place}_amount")
            if found is not None:
                yield {
                    "kind": self.cleaned_data[f"other_{place}_kind"] or str(_("其他费用")),
                    "amount": plain_text(found),
                    "per": self.cleaned_data[f"other_{place}_per"] or "lump",
                }

    def refuse(self, refused: Refused) -> None:
        """Say at its field what the rules refuse."""
        field: str | None = refused.field
        if refused.field == "other_costs.amount" and refused.row is not None:
            field = self._amount_fields()[refused.row]
        self.add_error(field if field in self.fields else None, refused.message)

    def _amount_fields(self) -> list[str]:
        names = [f"other_{place}_amount" for place in range(self.row_count)]
        return [name for name in names if self.cleaned_data.get(name) is not None]


def _rows_in(data: Mapping[str, Any]) -> int:
    """As many rows of other costs as were sent, one at least; one more where asked for."""
    sent = [int(found[1]) + 1 for key in data if (found := _ROW.fullmatch(key))]
    shown = max(sent, default=0) + (1 if data.get("more") else 0)
    return min(max(shown, 1), MOST_COSTS)


def data_of(inputs: Mapping[str, Any]) -> QueryDict:
    """Kept inputs as they would be typed."""
    data = QueryDict(mutable=True)
    for name, value in inputs.items():
        if name == "other_costs":
            for place, row in enumerate(value):
                for part, text in row.items():
                    data[f"other_{place}_{part}"] = text
        elif name == "rebate_rate":
            data[name] = plain_text(Decimal(value).scaleb(2))
        elif name == "tendered":
            if value:
                data[name] = "on"
        else:
            data[name] = value
    return data


class QuoteSheetForm(forms.Form):
    """The list of quotes in use."""

    file = TableField(label=_("现在用的报价表"), help_text=UNCHANGED, missing=_("请选择报价表。"))
