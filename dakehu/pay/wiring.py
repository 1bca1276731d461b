"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.clock import today
from dakehu.kit.papers import PrintForm, print_forms
from dakehu.kit.registry import (
    HomeCard,
    MenuEntry,
    RecordKind,
    SettlementSource,
    home_cards,
    menu,
    record_kinds,
    settlement_sources,
)
from dakehu.kit.sheets import SheetKind, sheets
from dakehu.kit.wording import Word, Wording, data_words, wordings
from dakehu.pay.access import ENTER_TERMS, PRINT_PAY, SEE_RUNS, SEE_STATEMENTS, SEE_TERMS
from dakehu.pay.data.samples import sample_sheet, sample_statement
from dakehu.pay.papers.sheet import SheetData, sheet_paper
from dakehu.pay.papers.statement import StatementData, statement_paper
from dakehu.pay.queries import people, roll, runs, terms
from dakehu.pay.queries.own import own_card
from dakehu.pay.services.roll import enter_roll, undo_roll
from dakehu.pay.settling.stored import sheet_of_record, statement_of_record
from dakehu.pay.sheets import STAFF

print_forms.add(
    PrintForm(
        code="pay.statement",
        name=_("工资单"),
        data=StatementData,
        paper=statement_paper,
        sample=sample_statement,
        permission=PRINT_PAY,
        record_kind="pay_statement",
        record_permission=SEE_STATEMENTS,
        of_record=statement_of_record,
        retention="pay",
    )
)
print_forms.add(
    PrintForm(
        code="pay.approval_sheet",
        name=_("工资提成审批表"),
        data=SheetData,
        paper=sheet_paper,
        sample=sample_sheet,
        permission=PRINT_PAY,
        record_kind="settlement_run",
        of_record=sheet_of_record,
        retention="pay",
    )
)

sheets.add(
    SheetKind(
        shape=STAFF,
        import_permission=ENTER_TERMS,
        export_permission=SEE_TERMS,
        check=roll.check_rows,
        write=lambda rows, by, at: enter_roll(by=by, at=at, on=today(), rows=rows),
        undo=lambda written, by, at: undo_roll(by=by, at=at, written=written),
        export=lambda by, asked: roll.rows_given_out(by, asked, today()),
        route="pay:terms",
    )
)

settlement_sources.add(
    SettlementSource("people", _("人员"), people.people_between, people.months_with_new_terms)
)

record_kinds.add(
    RecordKind(
        *("settlement_run", _("工资提成核算"), runs.runs_there, runs.run_title),
        lambda pk: reverse("pay:run", args=[pk]),
    )
)
record_kinds.add(
    RecordKind(
        *("pay_statement", _("工资单"), runs.statements_there, runs.statement_title),
        lambda pk: reverse("pay:statement", args=[pk]),
    )
)
record_kinds.add(
    RecordKind(
        *("pay_terms", _("工资基础"), terms.terms_there, terms.title_of),
        lambda _pk: reverse("pay:terms"),
    )
)

menu.add(MenuEntry("pay.settlement", _("本月核算"), "pay:settlement", "calculator", SEE_RUNS))
menu.add(MenuEntry("pay.runs", _("历次核算"), "pay:runs", "history", SEE_RUNS))
menu.add(MenuEntry("pay.statements", _("工资单"), "pay:statements", "receipt", SEE_STATEMENTS))
menu.add(MenuEntry("pay.own", _("我的收入"), "pay:own", "wallet"))
menu.add(MenuEntry("pay.terms", _("工资基础"), "pay:terms", "cash", SEE_TERMS))

home_cards.add(
    HomeCard(
        *("pay.own", _("本期收入"), "pay/cards/own.html", own_card),
        roles=frozenset({"ka_rep", "sales_supervisor"}),
        order=10,
    )
)

for _code, _template in (
    ("roll_entered", _("导入人员：新增 {count} 人，更改 {changed} 人，工资基础 {terms} 条")),
    ("run_computed", _("核算 {month} 发放：第 {revision} 次")),
    ("statement_seen", _("查看 {name} {month} 发放的工资单")),
    ("run_reviewed", _("复核 {month} 发放")),
    ("run_returned", _("退回 {month} 发放：{reason}")),
    ("run_frozen", _("冻结 {month} 发放")),
    ("sheet_compared", _("与工资表对比 {month} 发放：{summary}")),
    ("roll_undone", _("撤销导入的人员：撤去 {count} 人，恢复 {changed} 人")),
):
    wordings.add(Wording(f"pay.{_code}", _template))

for _key, _text in (
    ("count", _("新增人数")),
    ("changed", _("更改人数")),
    ("terms", _("工资基础条数")),
    ("month", _("发放月份")),
    ("name", _("姓名")),
    ("revision", _("核算次数")),
    ("people", _("人数")),
    ("total", _("合计（元）")),
    ("reason", _("原因")),
    ("summary", _("结果")),
):
    data_words.add(Word(f"pay.{_key}", _text))
