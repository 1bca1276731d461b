"""The example file of each sheet goes in at the demo company as it is."""

from pathlib import Path

import pytest

from dakehu.demo import cast
from dakehu.exchange.reading.books import open_book
from dakehu.exchange.reading.headings import find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.exchange.services.templates import sample_of
from dakehu.kit.sheets import SheetRow, sheets
from dakehu.kit.work import work
from dakehu.organization.queries.acting import actor_for
from tests.demo.conftest import AT, user_named

WHO = {
    "staff": "helei",
    "targets": "helei",
    "scores": "zhoujianguo",
    "points": "helei",
    "shares": "zhoujianguo",
    "carries": "wumin",
    "receipts": "wumin",
}


@pytest.mark.parametrize("code", WHO)
def test_the_example_of_a_sheet_is_read_found_good_stored_and_taken_back(
    demo: None, tmp_path: Path, code: str
) -> None:
    kind = sheets[code]
    name, content = sample_of(kind, on=cast.START)
    path = tmp_path / name
    path.write_bytes(content)
    tab = open_book(path, name).tabs[0]
    matching = match(kind.shape, find_headings(tab, kind.shape))
    rows = [one for one in read_rows(kind.shape, tab, matching) if isinstance(one, SheetRow)]
    assert len(rows) == len(kind.shape.samples)
    assert kind.check
    assert kind.write
    assert kind.undo
    by = actor_for(user_named(WHO[code]).pk, cast.START)
    found = kind.check(rows, by, cast.START)
    assert [one.message for one in found.faults if not one.is_notice] == []
    with work(by=by, at=AT):
        written = kind.write(rows, by, AT)
        assert {one.row for one in written} == {row.number for row in rows}
        kind.undo(written, by, AT)
    assert kind.check(rows, by, cast.START).standing == found.standing
