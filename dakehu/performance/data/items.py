"""The parts of an appraisal that a superior scores, by the names of their columns."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SALES: Final = (("ability", _("能力")), ("attitude", _("态度")))
CLERK: Final = (
    ("workload", _("工作量")),
    ("clerk_attitude", _("工作态度")),
    ("clerk_ability", _("工作能力")),
    ("effect", _("工作效果")),
)
ITEMS: Final = (*SALES, *CLERK)

PART_OF: Final = {
    **{code: ("sales", code) for code, _word in SALES},
    **{code: ("clerk", code.removeprefix("clerk_")) for code, _word in CLERK},
}
"""Scheme and part, as the rules call them, of each column."""

SCHEMES: Final = (("sales", _("销售")), ("clerk", _("内勤")))
