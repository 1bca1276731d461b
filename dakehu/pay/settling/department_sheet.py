"""The workbook of a month: a sheet for filing per department, the receipts, and the hints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from dakehu.documents.printing.writing import capitals_written
from dakehu.exchange.writing.books import Watermark, explain_book, set_up_print
from dakehu.exchange.writing.names import tab_name
from dakehu.exchange.writing.values import as_text
from dakehu.pay.data.notice_words import SHORT
from dakehu.pay.data.result_files import FONT
from dakehu.pay.papers.parts import CHAIN, before_tax
from dakehu.pay.settling.credits import Credit
from dakehu.pay.settling.list_sheets import write_hints, write_receipts
from dakehu.pay.settling.statements import Heading, clauses_told
from dakehu.pay.settling.tables import Formats, put
from dakehu.pay.settling.telling import Hints
from dakehu.policy.book import NotInForce, Rulebook
from dakehu.policy.chains import NoVariant, seats_told
from dakehu.policy.decimals import ZERO, amount_text, group_text
from dakehu.policy.telling import DOES
from dakehu.rules.month_facts import CLERK, MonthFacts
from dakehu.rules.performance import STATES
from dakehu.rules.settling import DepartmentMonth, Settlement, Statement

_AMOUNT: Final = "#,##0.00"
_FIRST_PERSON: Final = 4


@dataclass(frozen=True)
class MonthBook:
    """What the workbook shows."""

    settled: Settlement
    facts: MonthFacts
    hints: Hints
    credits: Mapping[str, Sequence[Credit]]
    heading: Heading
    rules: Rulebook
    at: datetime
    watermark: Watermark | None = None


def write_department_sheet(target: Path, month: MonthBook) -> None:
    """Write the workbook."""
    book = xlsxwriter.Workbook(
        str(target),
        {
            "constant_memory": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(target.parent),
        },
    )
    book.set_properties({"created": month.at.astimezone(UTC), "title": _("部门核算表")})
    try:
        formats = _formats(book)
        taken: set[str] = set()
        several = len(month.settled.departments) > 1
        for department in month.settled.departments:
            name = tab_name((department.name if several else "") or _("核算表"), taken)
            taken.add(name.lower())
            _Filed(book.add_worksheet(name), formats, month, department).write()
        sheet = book.add_worksheet(tab_name(_("回款明细"), taken))
        mark = month.watermark
        write_receipts(sheet, formats, month.facts, month.settled, month.credits, mark)
        write_hints(book.add_worksheet(tab_name(_("提示"), taken)), formats, month.hints, mark)
        if mark:
            count = len(month.settled.statements)
            explain_book(book, tab_name(_("说明"), taken), mark, [(_("人员"), count)])
    finally:
        book.close()


def _formats(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#8A94A3", "valign": "vcenter"}
    head = {**edge, "bold": True, "bg_color": "#E9EEF5", "align": "center", "text_wrap": True}
    made: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "axes": {"align": "center", "valign": "vcenter"},
        "line": {"valign": "vcenter"},
        "wrapped": {"valign": "top", "text_wrap": True},
        "head": head,
        "text": {**edge, "num_format": "@"},
        "note": {**edge, "num_format": "@", "text_wrap": True, "font_size": 9},
        "center": {**edge, "align": "center"},
        "day": {**edge, "num_format": "yyyy-mm-dd", "align": "center"},
        "amount": {**edge, "num_format": _AMOUNT},
        "points": {**edge, "num_format": "0.00"},
        "rate": {**edge, "num_format": "0.00##%"},
        "total": {**edge, "num_format": _AMOUNT, "bold": True, "top": 2},
        "total_word": {**edge, "bold": True, "top": 2},
        "sign": {"valign": "top", "top": 1},
    }
    return {name: book.add_format({"font_name": FONT, **one}) for name, one in made.items()}


class _Column:
    """A column of the sheet for filing: heading, width, format, and whether it is totalled."""

    def __init__(self, head: str, width: int, kind: str = "text", totalled: bool = False) -> None:
        self.head, self.width, self.kind, self.is_totalled = head, width, kind, totalled


def _columns(*, corrected: bool) -> tuple[_Column, ...]:
    """The columns; 补发 only where somebody is paid for an earlier month."""
    further = (_Column(_("补发"), 11, "amount", totalled=True),) if corrected else ()
    return (
        _Column(_("序号"), 5, "center"),
        _Column(_("工号"), 9),
        _Column(_("姓名"), 11),
        _Column(_("岗位"), 13),
        _Column(_("方案"), 6, "center"),
        _Column(_("得分"), 8, "points"),
        _Column(_("系数"), 8, "rate"),
        _Column(_("绩效基数"), 11, "amount", totalled=True),
        _Column(_("绩效工资"), 11, "amount", totalled=True),
        _Column(_("部门加减"), 10, "amount", totalled=True),
        _Column(_("本期提成"), 12, "amount", totalled=True),
        _Column(_("上期结转"), 11, "amount", totalled=True),
        _Column(_("应发提成"), 12, "amount", totalled=True),
        _Column(_("结转下期"), 11, "amount", totalled=True),
        _Column(_("基本工资"), 11, "amount", totalled=True),
        *further,
        _Column(_("应发（税前）"), 13, "amount", totalled=True),
        _Column(_("依据"), 30, "note"),
        _Column(_("提示"), 16, "note"),
    )


class _Filed:
    """Writes one department's sheet from top to bottom."""

    def __init__(
        self, sheet: Any, formats: Formats, month: MonthBook, department: DepartmentMonth
    ) -> None:
        self.sheet, self.formats, self.month, self.department = sheet, formats, month, department
        self.people = [
            one for one in month.settled.statements if one.person.department == department.name
        ]
        self.is_corrected = any(one.corrections for one in self.people)
        self.columns = _columns(corrected=self.is_corrected)

    def write(self) -> None:
        """Heading with the three axes, people, totals, capitals, signatures, notes."""
        self._head()
        rows = [self._row(place, one) for place, one in enumerate(self.people, 1)]
        for place, row in enumerate(rows, start=_FIRST_PERSON):
            for index, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                put(self.sheet, place, index, value, self.formats[column.kind])
        below = _FIRST_PERSON + len(rows)
        self._totals(below, rows)
        self._foot(below + 1)
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, column.width)
        self.sheet.freeze_panes(_FIRST_PERSON, 3)
        set_up_print(self.sheet, self._title(), self.month.watermark, is_across=True)
        self.sheet.repeat_rows(_FIRST_PERSON - 1)

    def _title(self) -> str:
        return _("%s工资提成核算表") % self.department.name

    def _head(self) -> None:
        last, formats = len(self.columns) - 1, self.formats
        title = f"{self.month.heading.company}　{self._title()}".strip("　")
        self.sheet.merge_range(0, 0, 0, last, as_text(title), formats["title"])
        self.sheet.set_row(0, 28)
        self.sheet.merge_range(1, 0, 1, last, self.month.heading.axes.told, formats["axes"])
        self.sheet.merge_range(2, 0, 2, last, _goal_told(self.department), formats["axes"])
        for index, column in enumerate(self.columns):
            self.sheet.write_string(3, index, column.head, formats["head"])
        self.sheet.set_row(3, 32)

    def _row(self, place: int, statement: Statement) -> list[Any]:
        person, performed = statement.person, statement.performance
        result = statement.commission.inputs[0]
        earned, carried = result.inputs
        shorts = [str(SHORT.get(one.code, one.code)) for one in statement.notices]
        return [
            place,
            person.id,
            person.name,
            person.position,
            _("内勤") if person.scheme == CLERK else _("销售"),
            None if statement.score is None else statement.score.score.value,
            None if performed is None else performed.factor.value,
            person.performance_base,
            ZERO if performed is None else performed.pay.value,
            ZERO if performed is None else performed.extra.value,
            earned.value,
            carried.value,
            statement.commission.value,
            statement.carry_out.value,
            statement.basic_wage.value,
            *([sum((one.value for one in statement.corrections), ZERO)] * self.is_corrected),
            statement.pay.total.value,
            clauses_told(statement),
            "、".join(shorts),
        ]

    def _totals(self, row: int, rows: Sequence[Sequence[Any]]) -> None:
        first, last = _FIRST_PERSON + 1, _FIRST_PERSON + len(rows)
        for index, column in enumerate(self.columns):
            if not column.is_totalled:
                word = _("合计") if index == 2 else ""
                self.sheet.write_string(row, index, word, self.formats["total_word"])
                continue
            letter = xlsxwriter.utility.xl_col_to_name(index)
            total = sum((one[index] for one in rows), ZERO)
            formula = f"=SUM({letter}{first}:{letter}{last})"
            self.sheet.write_formula(row, index, formula, self.formats["total"], total)

    def _foot(self, row: int) -> None:
        last, formats = len(self.columns) - 1, self.formats
        total = sum((one.pay.total.value for one in self.people), ZERO)
        told = _("应发合计（税前）：%(figure)s 元　%(capitals)s") % {
            "figure": group_text(amount_text(total)),
            "capitals": capitals_written(total),
        }
        self.sheet.merge_range(row, 0, row, last, told, formats["line"])
        seats = signing_seats(self.month.rules)
        width = max((last + 1) // len(seats), 2)
        for place, seat in enumerate(seats):
            left = place * width
            right = last if place == len(seats) - 1 else left + width - 1
            told = _("%s：　　　　　　　　　　年　　月　　日") % seat
            self.sheet.merge_range(row + 2, left, row + 2, right, told, formats["sign"])
        self.sheet.set_row(row + 2, 40)
        state = self.month.heading.state
        made = _("本表由文件核算得出") if not state else _("本表按系统中的记录核算：%s") % state
        told = _("%s，未经审批；每一元的算法和依据见各人工资单。") % made
        notes = [before_tax(), told]
        for place, note in enumerate(notes, start=row + 3):
            self.sheet.merge_range(place, 0, place, last, note, formats["wrapped"])
            self.sheet.set_row(place, 18)


def signing_seats(rules: Rulebook) -> list[str]:
    """Who signs, in the order of the chain for pay (CH-4), with what they do."""
    try:
        steps = rules.chain(CHAIN).variant_for({}).steps
    except (LookupError, NoVariant, NotInForce):
        return [_("填报"), _("审核"), _("审批")]
    return [f"{DOES[one.does]} {seats_told(one.seats)}" for one in steps]


def _goal_told(department: DepartmentMonth) -> str:
    if department.target is None:
        return _("部门没有录入目标")
    amounts = [department.target, department.challenge, department.actual]
    target, challenge, actual = (
        "–" if one is None else group_text(amount_text(one)) for one in amounts
    )
    return _("部门目标 %(target)s　挑战目标 %(challenge)s　实际 %(actual)s　%(state)s") % {
        "target": target,
        "challenge": challenge,
        "actual": actual,
        "state": STATES[department.state],
    }
