"""How money comes in, by the words that companies write."""

from typing import Final

from django.utils.translation import gettext_lazy as _

METHODS: Final = (
    ("wire", _("电汇")),
    ("bank_bill", _("银承")),
    ("trade_bill", _("商承")),
    ("cash", _("现金")),
    ("offset", _("抵账")),
    ("guarantee", _("保函")),
    ("other", _("其他")),
)

ALSO: Final = (
    ("wire", _("转账")),
    ("wire", _("网银")),
    ("bank_bill", _("银行承兑汇票")),
    ("trade_bill", _("商业承兑汇票")),
)
"""Other words for the same."""


def methods_by_word() -> dict[str, str]:
    """The code behind each word; the usual word of a method comes first."""
    return {str(word): code for code, word in (*METHODS, *ALSO)}
