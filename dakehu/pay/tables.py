"""The lists of pay terms, of settlement runs, of a run's people, and of statements."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.kit.states import colour_of
from dakehu.pay.queries import terms
from dakehu.pay.queries.run_page import STATE_WORDS
from dakehu.pay.queries.statement_page import explain_url, month_told, shorts_of
from dakehu.periods.queries import month_name


def terms_listing(links: Links) -> Listing:
    """On what terms people are paid, the latest first."""
    return Listing(
        "pay.terms",
        _("工资基础"),
        columns=(
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("number", _("工号"), lambda one: one.staff.number),
            Column("valid_from", _("执行日期"), lambda one: str(one.valid_from), sort="valid_from"),
            Column("scheme", _("方案"), lambda one: str(terms.SCHEME_WORDS[one.scheme])),
            Column(
                "basic_wage",
                _("基本工资（元/月）"),
                lambda one: f"{one.basic_wage:,.2f}",
                align="end",
                is_figure=True,
            ),
            Column(
                "performance_base",
                _("绩效基数（元/月）"),
                lambda one: f"{one.performance_base:,.2f}",
                align="end",
                is_figure=True,
            ),
            Column(
                "probation",
                _("试用"),
                lambda one: _now("是") if one.is_on_probation else _now("否"),
            ),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.staff.name,
        order="-valid_from",
        filters=(
            text_filter("q", _("姓名或工号"), terms.of_person),
            choice_filter(
                "scheme",
                _("方案"),
                lambda: terms.SCHEME_WORDS.items(),
                lambda rows, scheme: rows.filter(scheme=scheme),
            ),
        ),
        empty=Empty(
            _("这里是每个人的方案、基本工资和绩效基数，从哪个月起执行。只有本人和有权的人看得到。"),
            actions=links.for_empty,
            others=_("由人事行政上传人员表。"),
        ),
    )


def _money(
    key: str, label: object, figure: str, *, is_default: bool = True, is_main: bool = False
) -> Column:
    """An amount of a statement that opens the step behind it."""

    def read(one: Any) -> Cell:
        amount: Decimal = getattr(one, key)
        url = explain_url(one, figure) if amount or figure == "month_total" else ""
        return Cell(f"{amount:,.2f}", explain_url=url)

    return Column(
        key,
        str(label),
        read,
        sort=key,
        align="end",
        is_figure=True,
        is_default=is_default,
        is_main=is_main,
    )


def _performance(one: Any) -> Cell:
    total = one.performance_pay + one.extra
    url = explain_url(one, "performance_total") if one.factor is not None else ""
    return Cell(f"{total:,.2f}", explain_url=url)


def _score(one: Any) -> Cell:
    if one.score is None:
        return Cell(None)
    return Cell(f"{one.score:.2f}", explain_url=explain_url(one, "score"))


def people_listing(apart: Mapping[str, str] | None = None) -> Listing:
    """The people of a run, each amount with its step (screens F3).

    `apart` is by how much the sheet in use differs, by number, once it was compared.
    """
    compared = Column(
        "apart",
        _("与Excel差（元）"),
        lambda one: (apart or {}).get(one.number),
        align="end",
        is_figure=True,
    )
    return Listing(
        "pay.run",
        _("本月核算"),
        columns=(
            Column("name", _("姓名"), lambda one: one.name),
            Column("number", _("工号"), lambda one: one.number, is_default=False),
            Column("department", _("部门"), lambda one: one.department, is_default=False),
            Column("score", _("得分"), _score, align="end", is_figure=True),
            _money("basic_wage", _("基本工资（元）"), "basic_wage"),
            Column("performance", _("绩效（元）"), _performance, align="end", is_figure=True),
            _money("commission", _("提成（元）"), "amount"),
            _money("correction", _("补发（元）"), "month_total", is_default=False),
            _money("carry_out", _("结转下期（元）"), "carry_out", is_default=False),
            _money("total", _("应发（税前，元）"), "month_total", is_main=True),
            *((compared,) if apart is not None else ()),
            Column("notices", _("提示"), lambda one: shorts_of(one.notices)),
        ),
        url_of=lambda one: reverse("pay:statement", args=[one.pk]),
        title_of=lambda one: one.name,
        order="place",
        filters=(
            text_filter("q", _("姓名或工号"), _of_person),
            text_filter(
                "unit", _("部门"), lambda rows, text: rows.filter(department__icontains=text)
            ),
        ),
        empty=Empty(_("这一期还没有人员。先由人事行政登记工资基础，再核算。")),
    )


def _state(run: Any) -> Cell:
    word = str(STATE_WORDS[run.state])
    return Cell(word, badge=colour_of(word))


def _of_person(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    return rows.filter(Q(name__icontains=text) | Q(number__iexact=text))


STATEMENTS: Final = Listing(
    "pay.statements",
    _("工资单"),
    columns=(
        Column("name", _("姓名"), lambda one: one.name),
        Column(
            "pay_month",
            _("发放月份"),
            lambda one: month_told(one.run),
            sort="run__pay_month",
        ),
        Column("department", _("部门"), lambda one: one.department),
        Column("score", _("得分"), _score, align="end", is_figure=True),
        _money("total", _("应发（税前，元）"), "month_total", is_main=True),
        Column("state", _("状态"), lambda one: _state(one.run)),
    ),
    url_of=lambda one: reverse("pay:statement", args=[one.pk]),
    title_of=lambda one: f"{one.name} {one.run.pay_month}",
    order="-run__pay_month",
    filters=(text_filter("q", _("姓名或工号"), _of_person),),
    empty=Empty(_("核算以后，这里是每个人每个月的工资单。")),
)


def _run_total(one: Any) -> str:
    return f"{one.total:,.2f}"


def runs_listing(*, is_whole: bool) -> Listing:
    """Every run; how many people and how much in all only for those who see everybody's pay."""
    sums = (
        Column("people", _("人数"), lambda one: one.people_count, align="end", is_figure=True),
        Column("total", _("应发合计（元）"), _run_total, align="end", is_figure=True),
    )
    return Listing(
        "pay.runs",
        _("历次核算"),
        columns=(
            Column("pay_month", _("发放月份"), month_told, sort="pay_month"),
            Column("appraisal", _("考核月"), lambda one: month_name(one.appraisal_month)),
            Column("window", _("回款窗口"), lambda one: f"{one.window_from} 至 {one.window_to}"),
            *(sums if is_whole else ()),
            Column(
                "revision", _("核算次数"), lambda one: one.revision, align="end", is_default=False
            ),
            Column("state", _("状态"), _state),
        ),
        url_of=lambda one: reverse("pay:run", args=[one.pk]),
        title_of=lambda one: one.pay_month,
        order="-pay_month",
        empty=Empty(_("这里是每个月的核算结果。冻结以后不再改变，迟到的数据计入下一期。")),
    )
