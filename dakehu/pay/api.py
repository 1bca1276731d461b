"""Settlement runs through the REST interface: which there are, and everything of one."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Path, Schema

from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.pay.access import runs_visible_to
from dakehu.pay.queries.papers import sees_others
from dakehu.pay.settling.stored import run_told

router = Routes(tags=[_("工资提成")])

PayMonth = Annotated[str, Path(description=_("发放月份，如 2026-11"), pattern=r"^\d{4}-\d{2}$")]


class WindowDocument(Schema):
    from_: str = Field(alias="from", description=_("第一天"))
    to: str = Field(description=_("最后一天（含当日）"))


class RunLine(Schema):
    pay_month: str = Field(description=_("发放月份"))
    appraisal_month: str = Field(description=_("考核月份"))
    window: WindowDocument = Field(description=_("回款窗口"))
    state: str = Field(description=_("状态：draft 试算，reviewed 已复核，frozen 已冻结"))
    revision: int = Field(description=_("第几次核算"))
    people: int = Field(description=_("人数"))
    computed_at: str = Field(description=_("核算时间"))


class RunList(Schema):
    items: list[RunLine] = Field(description=_("各月的核算，最新的在前；均未经审批"))


class PersonLine(Schema):
    id: str = Field(description=_("工号"))
    name: str = Field(description=_("姓名"))
    scheme: str = Field(description=_("方案：sales 销售，clerk 内勤"))
    score: str | None = Field(description=_("考核得分，没有考核的为 null"))
    factor: str | None = Field(description=_("绩效系数，不发绩效工资的为 null"))
    performance_pay: str = Field(description=_("绩效工资，不含部门加减"))
    extra: str = Field(description=_("部门加发或扣减"))
    commission: str = Field(description=_("应发提成"))
    carry_out: str = Field(description=_("结转下期"))
    corrections: list[dict[str, str]] = Field(
        [], description=_("补发以前月份的金额：month 月份，part 项目，amount 金额")
    )
    basic_wage: str = Field(description=_("基本工资"))
    total: str = Field(description=_("应发工资（税前）"))
    notices: list[dict[str, Any]] = Field(description=_("提示"))
    explanation: dict[str, Any] = Field(description=_("每一步的算法和依据"))


class DepartmentLine(Schema):
    name: str = Field(description=_("部门"))
    target: str | None = Field(description=_("目标"))
    challenge: str | None = Field(description=_("挑战目标"))
    actual: str | None = Field(description=_("实际完成"))
    state: str = Field(description=_("情况：missed、met、over，没有目标的为 none"))


class RunDocument(Schema):
    pay_month: str = Field(description=_("发放月份"))
    appraisal_month: str = Field(description=_("考核月份"))
    window: WindowDocument = Field(description=_("回款窗口"))
    people: list[PersonLine] = Field(description=_("本人权限内的人员"))
    departments: list[DepartmentLine] = Field(description=_("部门"))


@router.get(
    "/pay/runs",
    operation_id="pay_runs",
    summary=_("各月的核算"),
    response=RunList,
    by_alias=True,
)
@allow.token("read")
def pay_runs(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    return {"items": [_line(one) for one in runs_visible_to(actor).order_by("-pay_month")]}


@router.get(
    "/pay/runs/{pay_month}",
    operation_id="pay_run",
    summary=_("一个月的核算：每个人的金额、算法和依据"),
    response=RunDocument,
    by_alias=True,
    exclude_unset=True,
)
@allow.token("export")
def pay_run(request: HttpRequest, pay_month: PayMonth) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    run = runs_visible_to(actor).filter(pay_month=pay_month).first()
    if run is None or not sees_others(actor):
        raise Http404(_("没有这个月的核算，或者它不在本人的权限内。"))
    return run_told(actor, run)


def _line(run: Any) -> dict[str, Any]:
    return {
        "pay_month": run.pay_month,
        "appraisal_month": run.appraisal_month,
        "window": {"from": run.window_from.isoformat(), "to": run.window_to.isoformat()},
        "state": run.state,
        "revision": run.revision,
        "people": run.people_count,
        "computed_at": run.computed_at.isoformat(),
    }
