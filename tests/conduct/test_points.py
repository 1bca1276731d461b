"""Deductions as a file brings them in: who confirms, what evidence does, what stays as it is."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.conduct.models import ConductPoint
from dakehu.conduct.queries import check_rows, points_of, rows_given_out
from dakehu.conduct.services import (
    UnableToDecidePoint,
    UnableToRecordPoint,
    confirm_points,
    drop_point,
    record_point,
    record_points,
    undo_points,
)
from dakehu.kit.actors import system
from dakehu.kit.keyed_rows import UnableToTakeBack
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.organization.models import Staff
from dakehu.periods.services import close_month
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import notices, rows_of, told

BY = system("tests")


def line(cast: Cast, key: str = "ka_rep", **given: Any) -> dict[str, Any]:
    person = Staff.objects.get(pk=cast.staff[key])
    return {
        "number": person.number,
        "name": person.name,
        "on": date(2026, 11, 16),
        "points": Decimal("1.00"),
        "reason": "周例会迟到 6 分钟",
        "evidence": "签到表 2026-11-16",
        **given,
    }


def test_what_personnel_brings_in_with_evidence_is_confirmed(cast: Cast) -> None:
    rows = rows_of(line(cast), line(cast, "ka_rep_2", evidence=None))
    found = check_rows(rows, cast.actor("hr_admin"), ON)
    assert (told(found), notices(found)) == ([], ["没有证据，先记为待确认。"])
    record_points(by=cast.actor("hr_admin"), at=AT, rows=rows)
    first, second = ConductPoint.objects.order_by("pk")
    assert (first.state, first.decided_by_id) == ("confirmed", cast.staff["hr_admin"])
    assert (second.state, second.decided_at) == ("proposed", None)


def test_what_a_head_brings_in_is_proposed_and_confirmed_by_personnel(cast: Cast) -> None:
    point = record_point(by=cast.actor("ka_head"), at=AT, on=ON, values=line(cast))
    assert point.state == "proposed"
    with pytest.raises(PermissionDenied):
        confirm_points(by=cast.actor("ka_head"), at=AT, points=[point.pk])
    confirm_points(by=cast.actor("hr_admin"), at=AT, points=[point.pk])
    point.refresh_from_db()
    assert point.state == "confirmed"
    with pytest.raises(UnableToDecidePoint, match="已经处理"):
        confirm_points(by=cast.actor("hr_admin"), at=AT, points=[point.pk])


def test_nothing_is_confirmed_without_evidence(cast: Cast) -> None:
    point = record_point(by=BY, at=AT, on=ON, values=line(cast, evidence=None))
    with pytest.raises(UnableToDecidePoint, match="没有证据"):
        confirm_points(by=BY, at=AT, points=[point.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        ConductPoint.objects.update(state="confirmed")


def test_one_event_is_recorded_once_and_again_after_it_was_dropped(cast: Cast) -> None:
    point = record_point(by=BY, at=AT, on=ON, values=line(cast))
    with pytest.raises(UnableToRecordPoint, match="已经登记"):
        record_point(by=BY, at=AT, on=ON, values=line(cast))
    with pytest.raises(UnableToDecidePoint, match="原因"):
        drop_point(by=BY, at=AT, point=point.pk, reason="")
    assert drop_point(by=BY, at=AT, point=point.pk, reason="情有可原").state == "dropped"
    assert not check_rows(rows_of(line(cast)), BY, ON).standing
    record_point(by=BY, at=AT, on=ON, values=line(cast))
    assert len(list(rows_given_out(BY, {}))) == 1


@pytest.mark.parametrize(
    "given, fault",
    [
        ({"on": date(2026, 11, 24)}, "日期 2026-11-24 还没有到。"),
        ({"on": date(2025, 12, 31)}, "林晓雯 2026-01-01 才入职。"),
        ({"number": "YG9999"}, "没有工号“YG9999”。"),
    ],
)
def test_a_faulty_row_is_told(cast: Cast, given: dict[str, Any], fault: str) -> None:
    assert told(check_rows(rows_of(line(cast, **given)), BY, ON)) == [fault]


def test_a_closed_month_takes_no_points(cast: Cast) -> None:
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    found = check_rows(rows_of(line(cast, on=date(2026, 10, 12))), BY, ON)
    assert told(found) == ["2026年10月已月结。"]


def test_a_confirmed_deduction_is_changed_by_personnel_alone(cast: Cast) -> None:
    record_point(by=cast.actor("hr_admin"), at=AT, on=ON, values=line(cast))
    rows = rows_of(line(cast, points=Decimal(2)))
    assert told(check_rows(rows, cast.actor("ka_head"), ON)) == ["这次扣分已确认，不能再改。"]
    found = check_rows(rows, cast.actor("hr_admin"), ON)
    assert (told(found), found.standing) == ([], {2: Standing.CHANGED})
    ConductPoint.objects.update(state="objected")
    assert told(check_rows(rows, cast.actor("hr_admin"), ON)) == [
        "这次扣分有异议，不能再由文件更改。"
    ]


def test_an_import_is_undone_until_somebody_decided(cast: Cast) -> None:
    head = cast.actor("ka_head")
    written = record_points(by=head, at=AT, rows=rows_of(line(cast)))
    undo_points(by=head, at=AT, written=written)
    assert not ConductPoint.objects.exists()
    written = record_points(by=head, at=AT, rows=rows_of(line(cast)))
    point = written[0].record.id
    confirm_points(by=cast.actor("hr_admin"), at=AT + timedelta(minutes=5), points=[point])
    with pytest.raises(UnableToTakeBack):
        undo_points(by=head, at=AT + timedelta(minutes=6), written=written)


def test_each_sees_the_own_points_and_a_head_those_below(cast: Cast) -> None:
    record_points(by=BY, at=AT, rows=rows_of(line(cast), line(cast, "project_manager")))
    seen = {
        key: [one.staff.name for one in points_of(cast.actor(key)).order_by("pk")]
        for key in ("ka_rep", "ka_rep_2", "ka_head", "hr_admin")
    }
    assert seen == {
        "ka_rep": ["林晓雯"],
        "ka_rep_2": [],
        "ka_head": ["林晓雯"],
        "hr_admin": ["林晓雯", "唐宁"],
    }


def test_a_thousand_rows_need_a_few_queries(cast: Cast) -> None:
    given = line(cast)
    rows = [SheetRow(place, {**given, "reason": f"事由{place}"}) for place in range(1000)]
    with CaptureQueriesContext(connection) as asked:
        assert told(check_rows(rows, BY, ON)) == []
    assert len(asked) <= 6


def test_the_list_tells_reason_and_state(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    assert "一件事一条" in client.get(reverse("conduct:points")).content.decode()
    record_point(by=cast.actor("ka_head"), at=AT, on=ON, values=line(cast))
    text = client.get(reverse("conduct:points")).content.decode()
    assert "周例会迟到 6 分钟" in text
    assert "待确认" in text
