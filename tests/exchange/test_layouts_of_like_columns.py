"""Columns of one name, or nearly: each keeps what was decided about it, and its unit."""

from decimal import Decimal
from pathlib import Path

from dakehu.exchange.models import Import
from dakehu.exchange.queries.looking import matching_of
from dakehu.exchange.reading.headings import find_headings
from dakehu.exchange.services.checking import check_soon
from dakehu.exchange.services.uploading import match_columns, upload
from tests.cast import AT, ON, Cast
from tests.exchange.files import HEAD, RECEIPTS, only_tab, text_file
from tests.exchange.sheets_at_hand import csv_of


def _uploaded(cast: Cast, day: str, headings: tuple[str, ...]) -> Import:
    content = csv_of([(day, "休息", "上班", "新")], headings)
    by = cast.actor("hr_admin")
    return upload(by=by, at=AT, sheet="working_days", name="放假.csv", content=content)


def test_of_two_columns_of_one_name_the_one_that_was_chosen_is_remembered(cast: Cast) -> None:
    by, headings = cast.actor("hr_admin"), ("哪天", "上班或休息", "备注", "备注")
    found = _uploaded(cast, "2027-02-08", headings)
    match_columns(by=by, at=AT, number=found.pk, codes=["day", "kind", "", "name"])

    again = _uploaded(cast, "2027-02-09", headings)

    assert (again.state, again.matching) == ("matched", ["day", "kind", "", "name"])


def test_columns_that_differ_by_a_blank_alone_are_not_mistaken(cast: Cast) -> None:
    by, headings = cast.actor("hr_admin"), ("日期", "备注", "备 注", "别的")
    found = _uploaded(cast, "2027-02-08", headings)
    match_columns(by=by, at=AT, number=found.pk, codes=["day", "name", "kind", ""])

    found = check_soon(by=by, at=AT, on=ON, number=found.pk)

    assert found.preview[0]["cells"] == ["2027-02-08", "上班", "休息"]


def test_the_unit_of_a_heading_that_stands_twice_still_counts(tmp_path: Path) -> None:
    heads = (*HEAD[:3], "金额/万元", "金额/万元", "比例%", "比例%")
    path = text_file(tmp_path / "a.csv", ",".join(heads) + "\nHK-1,某某公司,2026-11-03,1,2,3,4\n")
    headings = find_headings(only_tab(path), RECEIPTS)

    found = matching_of(
        RECEIPTS, headings, ["no", "customer", "arrived_on", "", "amount", "", "share"]
    )

    assert found.columns["amount"] == 4
    assert found.scales == {"amount": Decimal(10_000), "share": Decimal("0.01")}
