"""An import is taken back only where no later import built on what it wrote."""

import pytest

from dakehu.calendar.models import Day
from dakehu.exchange.models import Import
from dakehu.exchange.services.checking import check_soon
from dakehu.exchange.services.running import run_import
from dakehu.exchange.services.undoing import UnableToUndo, undo_soon
from dakehu.exchange.services.uploading import upload
from tests.cast import AT, ON, Cast
from tests.exchange.sheets_at_hand import csv_of


def _imported(cast: Cast, day: str, kind: str, name: str) -> Import:
    by = cast.actor("hr_admin")
    content = csv_of([("2027-05-03", "休息", "劳动节"), (day, kind, name)])
    found = upload(by=by, at=AT, sheet="working_days", name=f"{name}.csv", content=content)
    check_soon(by=by, at=AT, on=ON, number=found.pk)
    return run_import(by=by, at=AT, on=ON, number=found.pk, mode="all")


def test_what_a_later_import_changed_keeps_the_earlier_one(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    first = _imported(cast, "2027-02-08", "休息", "春节")
    second = _imported(cast, "2027-02-08", "上班", "盘点")

    with pytest.raises(UnableToUndo, match=r"第 3 行.*盘点.csv") as refusal:
        undo_soon(by=by, at=AT, number=first.pk)
    assert "先撤销" in str(refusal.value)
    assert Day.objects.filter(is_working=True, name="盘点").exists()

    undo_soon(by=by, at=AT, number=second.pk)
    undo_soon(by=by, at=AT, number=first.pk)
    assert not Day.objects.exists()


def test_a_later_import_of_other_rows_does_not_stand_in_the_way(cast: Cast) -> None:
    first = _imported(cast, "2027-02-08", "休息", "春节")
    _imported(cast, "2027-02-20", "上班", "调休")

    undo_soon(by=cast.actor("hr_admin"), at=AT, number=first.pk)

    assert [f"{one.day}" for one in Day.objects.all()] == ["2027-02-20"]
