"""报价测算表: how a price is made, for those inside who decide on it. It goes to no customer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.papers import Block, Fact, Facts, Paper, Table, TableColumn, Words
from dakehu.organization.queries.company import company_name

SECRECY: Final = gettext_lazy("内部测算，不对外")


@dataclass(frozen=True)
class PriceLine:
    """A line of the sheet: what, how much, how it came about."""

    label: str
    value: str
    how: str = ""


@dataclass(frozen=True)
class PriceSheetData:
    """A measured price, written as its reader may see it."""

    name: str
    on: date
    seller: str
    version: int
    lines: tuple[PriceLine, ...]
    verdict: str = ""
    approvers: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    company: str = ""


def price_sheet(data: PriceSheetData) -> Paper:
    """The sheet: what was asked, how each figure came about, who would have to decide."""
    blocks: list[Block] = [
        Facts(
            (
                Fact(_("测算"), data.name, "name"),
                Fact(_("测算人"), data.seller, "seller"),
                Fact(_("版本"), _("第 %d 版") % data.version, "version"),
                Fact(_("按哪天的制度"), data.on, "policies_on"),
            )
        ),
        Table(
            (
                TableColumn(_("项目"), 26, key="label"),
                TableColumn(_("数值"), 26, "end", "value"),
                TableColumn(_("怎么算的"), 48, key="how"),
            ),
            [(line.label, line.value, line.how) for line in data.lines],
        ),
    ]
    if data.verdict:
        blocks.append(Words((data.verdict,), _("结论"), key="verdict"))
    if data.approvers:
        blocks.append(Words(data.approvers, _("特批由谁办"), is_list=True, key="approvers"))
    if data.notices:
        blocks.append(Words(data.notices, _("请注意"), is_list=True, key="notices"))
    told = _("本表供内部审批参考，特批通过前不对外报价，也不得交给客户。")
    blocks.append(Words((told,), key="secrecy_note"))
    return Paper(
        title=_("报价测算表"),
        company=data.company or company_name(),
        blocks=tuple(blocks),
        on=data.on,
        secrecy=str(SECRECY),
    )
