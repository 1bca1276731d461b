"""Shares and opening balances as files bring them in: 100 % per project, who sees what."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.kit.actors import system
from dakehu.kit.keyed_rows import UnableToTakeBack
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.organization.models import Staff
from dakehu.rewards.models import OpeningCarry, ProjectShare
from dakehu.rewards.queries import carries, shares
from dakehu.rewards.services.carries import enter_carries, undo_carries
from dakehu.rewards.services.shares import (
    UnableToEnterShares,
    enter_shares,
    share_project,
    undo_shares,
)
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import columns_at_fault, rows_of, told

BY = system("tests")
PROJECT = "华岳中心二期"


def number(cast: Cast, key: str) -> str:
    return Staff.objects.get(pk=cast.staff[key]).number


def line(cast: Cast, key: str, rate: str, project: str = PROJECT) -> dict[str, Any]:
    person = Staff.objects.get(pk=cast.staff[key])
    return {
        "project": project,
        "number": person.number,
        "name": person.name,
        "rate": Decimal(rate),
    }


def test_shares_that_add_up_are_stored_and_come_out_again(cast: Cast) -> None:
    rows = rows_of(line(cast, "ka_rep", "0.6"), line(cast, "ka_rep_2", "0.4"))
    assert not shares.check_rows(rows, BY, ON).faults
    enter_shares(by=BY, at=AT, on=ON, rows=rows)
    assert set(shares.check_rows(rows, BY, ON).standing.values()) == {Standing.SAME}
    assert list(shares.rows_given_out(BY, {})) == [row.values for row in rows]


def test_three_thirds_need_the_last_hundredth(cast: Cast) -> None:
    thirds = [line(cast, key, "0.3333") for key in ("ka_rep", "ka_rep_2", "ka_head")]
    found = shares.check_rows(rows_of(*thirds), BY, ON)
    assert told(found) == [f"项目“{PROJECT}”的分成合计 99.99%，应为 100%。"]
    assert columns_at_fault(found) == [(2, "rate"), (3, "rate"), (4, "rate")]
    assert "还差 0.01%" in found.faults[0].remedy
    thirds[2]["rate"] = Decimal("0.3334")
    assert not shares.check_rows(rows_of(*thirds), BY, ON).faults


def test_what_is_stored_counts_towards_the_whole(cast: Cast) -> None:
    share_project(
        by=BY,
        at=AT,
        on=ON,
        project=PROJECT,
        rates={number(cast, "ka_rep"): Decimal("0.6"), number(cast, "ka_rep_2"): Decimal("0.4")},
    )
    more = shares.check_rows(rows_of(line(cast, "ka_head", "0.1")), BY, ON)
    assert told(more) == [f"项目“{PROJECT}”的分成合计 110%，应为 100%。"]
    moved = rows_of(line(cast, "ka_head", "0.4"), line(cast, "ka_rep_2", "0"))
    found = shares.check_rows(moved, BY, ON)
    assert (found.faults, found.standing) == ([], {3: Standing.CHANGED})
    enter_shares(by=BY, at=AT, on=ON, rows=moved)
    assert sum(ProjectShare.objects.values_list("rate", flat=True)) == 1


def test_an_unknown_person_keeps_the_whole_project_out(cast: Cast) -> None:
    stranger = {**line(cast, "ka_rep_2", "0.4"), "number": "YG9999"}
    found = shares.check_rows(rows_of(line(cast, "ka_rep", "0.6"), stranger), BY, ON)
    assert {one.row for one in found.faults} == {2, 3}


def test_the_service_itself_refuses_what_does_not_add_up(cast: Cast) -> None:
    with pytest.raises(UnableToEnterShares, match="合计 60%"):
        enter_shares(by=BY, at=AT, on=ON, rows=rows_of(line(cast, "ka_rep", "0.6")))
    with pytest.raises(UnableToEnterShares, match="合计 60%"):
        share_project(
            by=BY, at=AT, on=ON, project=PROJECT, rates={number(cast, "ka_rep"): Decimal("0.6")}
        )
    with pytest.raises(PermissionDenied):
        enter_shares(by=cast.actor("ka_rep"), at=AT, on=ON, rows=rows_of(line(cast, "ka_rep", "1")))
    assert not ProjectShare.objects.exists()


def test_undone_shares_are_as_they_were(cast: Cast) -> None:
    enter_shares(by=BY, at=AT, on=ON, rows=rows_of(line(cast, "ka_rep", "1")))
    rows = rows_of(line(cast, "ka_rep", "0.5"), line(cast, "ka_rep_2", "0.5"))
    undo_shares(by=BY, at=AT, written=enter_shares(by=BY, at=AT, on=ON, rows=rows))
    assert ProjectShare.objects.get().rate == Decimal(1)


def test_shares_are_not_taken_back_where_the_rest_would_not_add_up(cast: Cast) -> None:
    written = enter_shares(by=BY, at=AT, on=ON, rows=rows_of(line(cast, "ka_rep", "1")))
    rows = rows_of(line(cast, "ka_rep", "0.6"), line(cast, "ka_rep_2", "0.4"))
    enter_shares(by=BY, at=AT, on=ON, rows=rows)
    with pytest.raises(UnableToTakeBack, match="合计 40%，应为 100%"):
        undo_shares(by=BY, at=AT, written=written)
    assert ProjectShare.objects.count() == 2


def test_the_database_holds_a_share_between_none_and_all(cast: Cast) -> None:
    enter_shares(by=BY, at=AT, on=ON, rows=rows_of(line(cast, "ka_rep", "1")))
    for rate in ("1.000001", "-0.1"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProjectShare.objects.update(rate=Decimal(rate))


def test_opening_balances_go_in_change_and_come_back(cast: Cast) -> None:
    finance = cast.actor("finance")
    first = {"number": number(cast, "ka_rep"), "name": "林晓雯", "amount": Decimal("-350.00")}
    enter_carries(by=finance, at=AT, on=ON, rows=rows_of(first))
    changed = rows_of({**first, "amount": Decimal("12.34")})
    assert carries.check_rows(changed, finance, ON).standing == {2: Standing.CHANGED}
    undo_carries(by=finance, at=AT, written=enter_carries(by=finance, at=AT, on=ON, rows=changed))
    assert list(carries.rows_given_out(finance, {"q": "林晓雯"})) == [first]
    wrong = carries.check_rows(rows_of({**first, "name": "孟凡"}), finance, ON)
    assert told(wrong) == [f"工号 {first['number']} 是林晓雯，表中写的是孟凡。"]
    with pytest.raises(PermissionDenied):
        enter_carries(by=cast.actor("ka_head"), at=AT, on=ON, rows=changed)


def test_each_sees_what_is_theirs(cast: Cast) -> None:
    rows = rows_of(line(cast, "ka_rep", "0.6"), line(cast, "project_manager", "0.4"))
    enter_shares(by=BY, at=AT, on=ON, rows=rows)
    carry = [
        {"number": number(cast, key), "name": None, "amount": Decimal(1)}
        for key in ("ka_rep", "ka_rep_2")
    ]
    enter_carries(by=BY, at=AT, on=ON, rows=rows_of(*carry))
    seen = {
        key: (
            shares.shares_of(cast.actor(key)).count(),
            carries.carries_of(cast.actor(key)).count(),
        )
        for key in ("ka_rep", "ka_rep_2", "ka_head", "finance", "admin")
    }
    assert seen == {
        "ka_rep": (1, 1),
        "ka_rep_2": (0, 1),
        "ka_head": (1, 0),
        "finance": (2, 2),
        "admin": (0, 0),
    }
    assert OpeningCarry.objects.count() == 2


def test_a_thousand_rows_need_a_few_queries(cast: Cast) -> None:
    given = line(cast, "ka_rep", "1")
    rows = [SheetRow(place, {**given, "project": f"项目{place}"}) for place in range(1000)]
    with CaptureQueriesContext(connection) as asked:
        assert not shares.check_rows(rows, BY, ON).faults
        assert not carries.check_rows(rows_of(), BY, ON).faults
    assert len(asked) <= 8


def test_the_lists_tell_shares_in_percent_and_balances_in_yuan(
    cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in("ka_rep")
    assert "不用登记" in client.get(reverse("rewards:shares")).content.decode()
    assert "可以不登记" in client.get(reverse("rewards:carries")).content.decode()
    rows = rows_of(line(cast, "ka_rep", "0.6"), line(cast, "ka_rep_2", "0.4"))
    enter_shares(by=BY, at=AT, on=ON, rows=rows)
    own = {"number": number(cast, "ka_rep"), "name": None, "amount": Decimal("-1350.00")}
    enter_carries(by=BY, at=AT, on=ON, rows=rows_of(own))
    assert "60%" in client.get(reverse("rewards:shares")).content.decode()
    assert "-1,350.00" in client.get(reverse("rewards:carries")).content.decode()
