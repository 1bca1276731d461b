"""Scores as a file brings them in: limits of the month's policy, schemes, who scores whom."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.kit.actors import system
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.organization.models import Staff
from dakehu.performance.models import SubScores
from dakehu.performance.queries import check_rows, rows_given_out, scores_of
from dakehu.performance.services import UnableToScore, score_people, score_person, undo_scores
from dakehu.periods.queries import MonthIsClosed
from dakehu.periods.services import close_month
from dakehu.rulebook.services.versions import publish_shipped
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import rows_of, told

BY = system("tests")
BLANK = dict.fromkeys(
    ("ability", "attitude", "workload", "clerk_attitude", "clerk_ability", "effect")
)


@pytest.fixture(autouse=True)
def _published(cast: Cast) -> None:
    publish_shipped(by=BY, at=AT)


def line(cast: Cast, key: str = "ka_rep", **given: Any) -> dict[str, Any]:
    person = Staff.objects.get(pk=cast.staff[key])
    start = {"number": person.number, "name": person.name, "month": "2026-10"}
    return {**start, **BLANK, **given}


SALES = {"ability": Decimal(17), "attitude": Decimal("18.50")}
CLERK = {
    "workload": Decimal(18),
    "clerk_attitude": Decimal(27),
    "clerk_ability": Decimal(35),
    "effect": Decimal(9),
}


def test_sales_and_clerk_are_scored_by_their_own_parts(cast: Cast) -> None:
    rows = rows_of(line(cast, **SALES), line(cast, "ka_clerk", **CLERK))
    assert not check_rows(rows, BY, ON).faults
    score_people(by=BY, at=AT, rows=rows)
    assert set(check_rows(rows, BY, ON).standing.values()) == {Standing.SAME}
    assert list(rows_given_out(BY, {"q": "陈静"})) == [line(cast, "ka_clerk", **CLERK)]


def test_a_score_is_held_to_the_weight_of_the_policy_in_force(cast: Cast) -> None:
    found = check_rows(rows_of(line(cast, ability=Decimal("20.01"), attitude=Decimal(20))), BY, ON)
    assert told(found) == ["能力 20.01 分不在 0 到 20 分之间。"]
    assert "2026年10月施行的考核办法" in found.faults[0].remedy
    effect = check_rows(rows_of(line(cast, "ka_clerk", effect=Decimal(11))), BY, ON)
    assert told(effect) == ["工作效果 11 分不在 0 到 10 分之间。"]


def test_before_the_first_policy_nobody_is_scored(cast: Cast) -> None:
    found = check_rows(rows_of(line(cast, month="2015-01", **SALES)), BY, ON)
    assert "2015年1月没有施行中的考核办法。" in told(found)


def test_nobody_is_scored_by_two_schemes_in_one_month(cast: Cast) -> None:
    both = check_rows(rows_of(line(cast, effect=Decimal(9), **SALES)), BY, ON)
    assert told(both) == ["同时有销售和内勤的评分。"]
    score_person(by=BY, at=AT, on=ON, **line(cast, **SALES))
    other = check_rows(rows_of(line(cast, **CLERK)), BY, ON)
    assert told(other) == ["这个月已按销售评分。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SubScores.objects.update(effect=Decimal(9))


def test_an_empty_cell_leaves_what_was_scored(cast: Cast) -> None:
    score_person(by=BY, at=AT, on=ON, **line(cast, **SALES))
    changed = score_person(by=BY, at=AT, on=ON, **line(cast, ability=Decimal(19)))
    assert (changed.ability, changed.attitude) == (Decimal(19), Decimal("18.50"))
    assert told(check_rows(rows_of(line(cast)), BY, ON)) == ["这一行没有评分。"]


def test_a_head_scores_below_and_not_themselves(cast: Cast) -> None:
    head = cast.actor("ka_head")
    rows = rows_of(
        line(cast, **SALES), line(cast, "ka_head", **SALES), line(cast, "project_manager", **SALES)
    )
    found = check_rows(rows, head, ON)
    assert [told(found, number) for number in (2, 3, 4)] == [
        [],
        ["不能给自己评分。"],
        ["唐宁不在您可以登记的范围内。"],
    ]
    with pytest.raises(UnableToScore, match="不能给自己评分"):
        score_person(by=head, at=AT, on=ON, **line(cast, "ka_head", **SALES))
    with pytest.raises(PermissionDenied):
        score_people(by=cast.actor("ka_rep"), at=AT, rows=rows)


def test_a_month_to_come_and_a_closed_one_are_refused(cast: Cast) -> None:
    assert told(check_rows(rows_of(line(cast, month="2026-12", **SALES)), BY, ON)) == [
        "2026年12月还没有开始，不能评分。"
    ]
    written = score_people(by=BY, at=AT, rows=rows_of(line(cast, **SALES)))
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    assert "2026年10月已月结。" in told(check_rows(rows_of(line(cast, **SALES)), BY, ON))
    with pytest.raises(MonthIsClosed):
        undo_scores(by=BY, at=AT, written=written)


def test_an_undone_import_leaves_the_scores_from_before(cast: Cast) -> None:
    score_person(by=BY, at=AT, on=ON, **line(cast, **SALES))
    rows = rows_of(line(cast, ability=Decimal(3)), line(cast, "ka_clerk", **CLERK))
    undo_scores(by=BY, at=AT, written=score_people(by=BY, at=AT, rows=rows))
    assert SubScores.objects.get().ability == Decimal(17)


def test_each_sees_the_own_scores_and_a_head_those_below(cast: Cast) -> None:
    rows = rows_of(line(cast, **SALES), line(cast, "project_manager", **SALES))
    score_people(by=BY, at=AT, rows=rows)
    seen = {
        key: [one.staff.name for one in scores_of(cast.actor(key)).order_by("pk")]
        for key in ("ka_rep", "ka_rep_2", "ka_head", "hr_admin")
    }
    assert seen == {
        "ka_rep": ["林晓雯"],
        "ka_rep_2": [],
        "ka_head": ["林晓雯"],
        "hr_admin": ["林晓雯", "唐宁"],
    }


def test_many_rows_need_a_few_queries(cast: Cast) -> None:
    given = line(cast, **SALES)
    rows = [SheetRow(number, {**given, "number": given["number"]}) for number in range(1000)]
    check_rows(rows[:1], BY, ON)
    with CaptureQueriesContext(connection) as asked:
        assert not check_rows(rows, BY, ON).faults
    assert len(asked) <= 6


def test_the_list_tells_the_parts_in_words(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    assert "上级每月评的分" in client.get(reverse("performance:scores")).content.decode()
    score_person(by=BY, at=AT, on=ON, **line(cast, **SALES))
    assert "能力 17.00，态度 18.50" in client.get(reverse("performance:scores")).content.decode()
