"""The example's month gives the same fen from files alone and from stored records."""

import json
from datetime import date
from decimal import Decimal

import pytest

from dakehu.conduct.services import record_points
from dakehu.organization.services.company import set_company
from dakehu.organization.services.positions import add_position
from dakehu.organization.services.units import add_unit
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.runs import explained
from dakehu.pay.services.roll import enter_roll
from dakehu.pay.services.runs import compute_run
from dakehu.pay.settling.reading import MonthFiles, read_receipts, read_staff
from dakehu.performance.services import score_people
from dakehu.receipts.services import enter_receipts
from dakehu.rewards.services.carries import enter_carries
from dakehu.rewards.services.shares import enter_shares
from dakehu.rulebook.services.versions import publish_shipped
from dakehu.targets.services import set_targets
from examples.make import FOLDER, RESULT
from tests.cast import AT
from tests.pay.months import BY, OCTOBER_END

BEFORE = date(2026, 10, 1)
POSTS = {
    "大客户部经理": "ka_head",
    "大客户员": "ka_rep",
    "大客户内勤": "ka_clerk",
    "业务主管": "sales_supervisor",
}


@pytest.fixture
def stored(db: None) -> SettlementRun:
    """The example's two files brought in through the services, and settled."""
    publish_shipped(by=BY, at=AT)
    least = Decimal(2010)
    set_company(by=BY, at=AT, name="江州恒筑新材料", region="江州", minimum_wage=least)
    top = add_unit(by=BY, at=AT, name="江州恒筑", parent=None, kind="company")
    unit = add_unit(by=BY, at=AT, name="大客户部", parent=top.pk, kind="department")
    for title, seat in POSTS.items():
        add_position(by=BY, at=AT, title=title, unit=unit.pk, seats=[seat], headcount=20)
    files = MonthFiles()
    read_staff(files, FOLDER / "staff.xlsx")
    read_receipts(files, FOLDER / "receipts.xlsx")
    assert not files.faults
    given = files.rows
    enter_roll(by=BY, at=OCTOBER_END, on=BEFORE, rows=given["staff"])
    set_targets(by=BY, at=OCTOBER_END, on=BEFORE, rows=given["targets"])
    score_people(by=BY, at=OCTOBER_END, rows=given["scores"])
    record_points(by=BY, at=OCTOBER_END, rows=given["points"])
    enter_shares(by=BY, at=OCTOBER_END, on=BEFORE, rows=given["shares"])
    enter_carries(by=BY, at=OCTOBER_END, on=BEFORE, rows=given["carries"])
    enter_receipts(by=BY, at=OCTOBER_END, rows=given["receipts"])
    return compute_run(by=BY, at=OCTOBER_END, pay_month="2026-11")


def test_stored_records_and_files_give_the_same_fen_and_the_same_steps(
    stored: SettlementRun,
) -> None:
    told = json.loads((FOLDER / RESULT / "说明.json").read_text(encoding="utf-8"))
    statements = {one.number: one for one in PayStatement.objects.filter(run=stored)}

    assert stored.told["gaps"] == []
    assert statements.keys() == {one["id"] for one in told["people"]}
    for person in told["people"]:
        one = statements[person["id"]]
        found = {
            "total": one.total,
            "performance_pay": one.performance_pay,
            "extra": one.extra,
            "commission": one.commission,
            "carry_out": one.carry_out,
            "basic_wage": one.basic_wage,
        }
        assert {key: f"{amount:.2f}" for key, amount in found.items()} == {
            key: person[key] for key in found
        }, person["name"]
        assert explained(one)["nodes"] == person["explanation"]["nodes"], person["name"]
    assert [one[:4] for one in stored.told["departments"]] == [
        [one["name"], one["target"], one["challenge"], one["actual"]] for one in told["departments"]
    ]
