"""Exports with contact data: a purpose, a limit, a link for a day, masks; and in every trail."""

import io
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from dakehu.audit.models import Entry
from dakehu.exchange.models import Export
from dakehu.exchange.queries.exports import kept_file
from dakehu.exchange.services.exporting import UnableToExport, drop_expired, export_sheet
from dakehu.kit.actors import Actor, system
from dakehu.kit.masking import FieldClass
from dakehu.kit.permissions import Permission, Scope
from dakehu.kit.sheets import CellKind, SheetColumn, SheetKind, SheetShape, sheets
from tests.cast import AT, ON, Cast

MAY = Permission(
    "tests.export", "导出", {"ka_rep": Scope.OWN, "ka_head": Scope.ALL, "finance": Scope.ALL}
)
SHAPE = SheetShape(
    "contacts",
    "联系人",
    "",
    (
        SheetColumn("name", "姓名"),
        SheetColumn("mobile", "手机号", CellKind.MOBILE, field_class=FieldClass.PERSONAL),
    ),
    ("mobile",),
)


@pytest.fixture(autouse=True)
def contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of contacts; `rows` among the filters says how many there are."""

    def rows(by: Actor, asked: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        for number in range(int(asked.get("rows", "1"))):
            yield {"name": f"联系人{number}", "mobile": "13900001234"}

    kind = SheetKind(SHAPE, export_permission=MAY, export=rows, has_contacts=True)
    monkeypatch.setitem(sheets._entries, "contacts", kind)


def _export(cast: Cast, key: str, rows: int = 1, purpose: str = "寄送年度对账单") -> bytes:
    asked = {"rows": str(rows)}
    taken = export_sheet(
        by=cast.actor(key), at=AT, on=ON, sheet="contacts", asked=asked, purpose=purpose
    )
    with taken.content:
        return taken.content.read()


def _first(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell.value for cell in book.worksheets[0][2]]


def test_contacts_go_out_only_with_a_purpose_which_the_trail_keeps(cast: Cast) -> None:
    with pytest.raises(UnableToExport, match="须写明用途"):
        _export(cast, "ka_head", purpose=" ")
    _export(cast, "ka_head")
    entry = Entry.objects.get(action="exchange.exported")
    assert '"purpose":"寄送年度对账单"' in entry.data
    assert '"columns":["姓名","手机号"]' in entry.data


def test_many_contacts_go_out_only_by_those_who_answer_for_them(cast: Cast) -> None:
    _export(cast, "ka_rep", 200)
    with pytest.raises(UnableToExport, match="一次最多导出 200 行"):
        _export(cast, "ka_rep", 201)
    assert Export.objects.count() == 1
    _export(cast, "ka_head", 201)
    assert Export.objects.latest("pk").row_count == 201


def test_who_may_not_take_personal_data_out_gets_it_masked(cast: Cast) -> None:
    assert _first(_export(cast, "ka_head")) == ["联系人0", "13900001234"]
    assert _first(_export(cast, "finance")) == ["联系人0", "139****1234"]
    with pytest.raises(PermissionDenied):
        _export(cast, "ka_clerk")


def test_the_link_is_the_persons_own_and_lives_for_a_day(cast: Cast) -> None:
    _export(cast, "ka_head")
    found = Export.objects.get()
    own, other = cast.actor("ka_head"), cast.actor("gm")
    day = timedelta(hours=24)
    taken = kept_file(own, found.pk, AT + day - timedelta(seconds=1))
    assert taken is not None
    assert taken.name == "联系人_20261123.xlsx"
    taken.content.close()
    assert kept_file(own, found.pk, AT + day) is None
    assert kept_file(other, found.pk, AT) is None

    assert drop_expired(by=system("daily"), at=AT + day) == 1
    assert Export.objects.get().file is None
