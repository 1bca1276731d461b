"""An import of the good rows that stopped half-way: what went in is told, kept and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dakehu.calendar.models import Day
from dakehu.calendar.services import set_day
from dakehu.exchange.models import Import
from dakehu.exchange.queries import checking
from dakehu.exchange.services.checking import check_import
from dakehu.exchange.services.running import begin, carry_on
from dakehu.exchange.services.undoing import undo_soon
from dakehu.exchange.services.uploading import (
    UnableToImport,
    ask_again,
    cancel,
    match_columns,
    upload,
)
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.sheets import SheetRow, Written, sheets
from tests.cast import AT, ON, Cast
from tests.exchange.sheets_at_hand import csv_of

SHEET = "working_days"
FIRST = date(2027, 1, 1)


@pytest.fixture
def stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Two of four days are stored, then the area refuses."""
    monkeypatch.setattr(checking, "BATCH", 2)
    kind = sheets[SHEET]

    def write(rows: Sequence[SheetRow], by: Actor, at: datetime) -> Sequence[Written]:
        if rows[0].number > 2:
            raise UnableTo("其中有记录刚刚由别人录入。")
        assert kind.write is not None
        return kind.write(rows, by, at)

    by = cast.actor("hr_admin")
    rows = [(str(FIRST + timedelta(days=one)), "休息", "节") for one in range(4)]
    found = upload(by=by, at=AT, sheet=SHEET, name="放假.csv", content=csv_of(rows))
    check_import(by=by, at=AT, on=ON, number=found.pk)
    begin(by=by, at=AT, number=found.pk, mode="good")
    with monkeypatch.context() as refusing:
        refusing.setitem(sheets._entries, SHEET, replace(kind, write=write))
        return carry_on(by=by, at=AT, on=ON, number=found.pk)


def test_it_is_not_dropped_as_if_nothing_had_been_stored(cast: Cast, stopped: Import) -> None:
    by = cast.actor("hr_admin")
    assert (stopped.state, stopped.done_count, Day.objects.count()) == ("failed", 2, 2)

    with pytest.raises(UnableToImport, match="已经写入 2 行"):
        match_columns(by=by, at=AT, number=stopped.pk, codes=["day", "kind", ""])
    cancel(by=by, at=AT, number=stopped.pk)

    ended = Import.objects.get(pk=stopped.pk)
    assert (ended.state, ended.done_count) == ("done", 2)
    assert undo_soon(by=by, at=AT, number=stopped.pk).state == "undone"
    assert not Day.objects.exists()


def test_the_rest_goes_in_after_another_check_and_all_is_taken_back(
    cast: Cast, stopped: Import
) -> None:
    by = cast.actor("hr_admin")
    set_day(by=by, at=AT, day=FIRST, is_working=True, name="盘点")
    ask_again(by=by, at=AT, number=stopped.pk)
    check_import(by=by, at=AT, on=ON, number=stopped.pk)
    begin(by=by, at=AT, number=stopped.pk, mode="good")

    done = carry_on(by=by, at=AT, on=ON, number=stopped.pk)
    assert (done.state, Day.objects.filter(is_working=False).count()) == ("done", 4)

    undo_soon(by=by, at=AT, number=stopped.pk)
    assert not Day.objects.exists()
