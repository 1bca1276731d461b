"""What the papers of pay have in common."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.papers import Capitals

CHAIN: Final = "CH-4"


def company_told(given: str) -> str:
    """The name given, else that of the installation, which is asked only then: where a company is
    given a paper is set without a database.
    """
    if given:
        return given
    from dakehu.organization.queries.company import company_name

    return company_name()


def total_line(total: Decimal, label: str) -> Capitals:
    """The sum in figures and in capitals."""
    return Capitals(total, label, "total")


def before_tax() -> str:
    """The note that every pay paper carries (G-40)."""
    return _(
        "以上均为税前金额。个人所得税由扣缴义务人按累计预扣法另行计算，社会保险、住房公积金个人部分"
        "依照规定扣缴，均不在本表计算。"
    )
