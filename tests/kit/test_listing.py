"""Lists: pages by key, filters, order, columns and saved views."""

import io
from typing import Any

import pytest
from django.db import connection
from django.forms import BoundField
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.exporting import Taken, exporter
from dakehu.kit.filter_fields import fields_html
from dakehu.kit.keyset import Order, place_of, slice_of
from dakehu.kit.listing import (
    Cell,
    Column,
    Empty,
    Listing,
    ListingPage,
    choice_filter,
    text_filter,
)
from dakehu.kit.models import SavedView
from dakehu.kit.pages import page
from dakehu.kit.saved_views import MOST_VIEWS, delete_view, save_view
from dakehu.kit.settings_store import read
from tests.kit.conftest import AT, SOMEBODY
from tests.kit.sample import Sample

SAMPLES = Listing(
    "tests.samples",
    "样例",
    columns=(
        Column("name", "名称", lambda row: row.name, sort="name"),
        Column("amount", "金额", lambda row: Cell(row.amount), sort="amount", align="end"),
        Column("path", "部门", lambda row: row.department_path, is_default=False),
    ),
    url_of=lambda row: f"/samples/{row.pk}/",
    order="-amount",
    filters=(
        text_filter("name", "名称", lambda rows, text: rows.filter(name__contains=text)),
        choice_filter(
            "where",
            "部门",
            lambda: [("/1/", "一部"), ("/2/", "二部")],
            lambda rows, path: rows.filter(department_path=path),
        ),
    ),
    empty=Empty("还没有样例。"),
)


def _page(samples: type[Sample], query: str = "", actor: Actor = SOMEBODY) -> ListingPage:
    request = RequestFactory().get(f"/samples/?{query}")
    request.actor = actor  # type: ignore[attr-defined]
    return SAMPLES.of(request, samples.objects.all())


def _names(page: ListingPage) -> list[str]:
    return [row.title for row in page.rows]


@pytest.fixture
def filled(samples: type[Sample]) -> type[Sample]:
    """120 rows, every three of the same amount."""
    samples.objects.bulk_create(
        Sample(name=f"{n:03}", amount=n // 3, department_path="/1/" if n % 2 else "/2/")
        for n in range(120)
    )
    return samples


def _all_pages(samples: type[Sample], query: str) -> list[list[str]]:
    pages, url = [], query
    while True:
        page = _page(samples, url)
        pages.append(_names(page))
        if not page.next_url:
            return pages
        url = page.next_url.removeprefix("?")


@pytest.mark.parametrize("sort", ["", "amount", "-amount", "name", "-name"])
def test_pages_follow_each_other_without_gap_or_repetition(filled: type[Sample], sort: str) -> None:
    pages = _all_pages(filled, f"sort={sort}")

    assert [len(page) for page in pages] == [50, 50, 20]
    order = Order.parsed(sort or "-amount")
    expected = [row.name for row in order.applied(filled.objects.all())]
    assert [name for page in pages for name in page] == expected


def test_the_way_back_shows_the_same_page_again(filled: type[Sample]) -> None:
    first = _page(filled)
    second = _page(filled, first.next_url.removeprefix("?"))
    third = _page(filled, second.next_url.removeprefix("?"))

    back = _page(filled, third.previous_url.removeprefix("?"))
    assert _names(back) == _names(second)
    start = _page(filled, back.previous_url.removeprefix("?"))
    assert _names(start) == _names(first)
    assert start.previous_url == ""


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "%F0",
        "bm9uZQ",
        "W10",
        "W3t9LDFd",
        "WyJ4Iiwx",
        "AAAA",
        "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5LDFd",
    ],
)
def test_a_broken_place_shows_the_first_page(filled: type[Sample], token: str) -> None:
    assert len(_names(_page(filled, f"after={token}"))) in {0, 50}
    assert place_of(token) is None or len(place_of(token) or []) == 2


def test_a_filter_narrows_the_list_and_shows_as_a_chip(filled: type[Sample]) -> None:
    page = _page(filled, "name=11&where=/1/")

    assert _names(page) == ["119", "117", "115", "113", "111", "011"]
    assert [chip.label for chip in page.chips] == ["名称：11", "部门：一部"]
    assert page.chips[0].remove_url == "?where=%2F1%2F"
    assert page.count_told == "6"


def test_a_choice_that_does_not_exist_filters_nothing_and_is_told(filled: type[Sample]) -> None:
    page = _page(filled, "where=/3/")

    assert page.count_told == "120"
    assert page.chips == []
    assert page.filters.errors["where"]


def test_filters_survive_a_change_of_page_and_of_order(filled: type[Sample]) -> None:
    page = _page(filled, "where=/1/&sort=name")

    assert "where=%2F1%2F" in page.next_url
    assert "where=%2F1%2F" in page.columns[1].sort_url
    assert page.columns[0].sorted == "asc"
    assert page.columns[0].sort_url.endswith("sort=-name")


def test_columns_can_be_chosen_and_unknown_ones_are_left_out(filled: type[Sample]) -> None:
    assert [one.key for one in _page(filled).columns] == ["name", "amount"]
    assert [one.key for one in _page(filled, "cols=path,name,secret").columns] == ["name", "path"]
    assert [one.key for one in _page(filled, "cols=secret").columns] == ["name", "amount"]


def test_an_order_that_is_not_offered_is_ignored(filled: type[Sample]) -> None:
    assert _names(_page(filled, "sort=owner_id")) == _names(_page(filled))


def test_the_count_is_exact_to_a_thousand_and_bounded_beyond(filled: type[Sample]) -> None:
    assert _page(filled).count_told == "120"
    filled.objects.bulk_create(Sample(name="more", amount=1) for _ in range(1000))
    assert _page(filled).count_told == "1,000+"


def test_an_empty_list_has_a_word_to_say(samples: type[Sample]) -> None:
    page = _page(samples)

    assert page.rows == []
    assert page.count_told == "0"
    assert page.empty is not None


def test_a_list_asks_as_often_for_two_rows_as_for_fifty(samples: type[Sample]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = _page(samples)
            assert page.rows
            _ = (page.count_told, page.views)
        return len(queries)

    samples.objects.bulk_create(Sample(name=str(n)) for n in range(2))
    read("mode")  # the settings, which every request reads anyway
    few = asked()
    samples.objects.bulk_create(Sample(name=str(n)) for n in range(48))

    assert asked() == few == 2


def test_the_database_finds_the_next_page_by_its_key(samples: type[Sample]) -> None:
    samples.objects.bulk_create(Sample(name=str(n), owner_id=n) for n in range(3000))
    first = slice_of(samples.objects.all(), Order("pk"), size=50)

    found = slice_of(samples.objects.all(), Order("pk"), size=50, after=first.next_token)

    assert [row.owner_id for row in found.rows] == list(range(50, 100))


def _save(name: str, query: str = "name=1", by: Any = SOMEBODY) -> SavedView:
    return save_view(by=by, at=AT, listing="tests.samples", name=name, query=query)


def test_a_list_asks_for_the_views_once_and_again_after_each_change(filled: type[Sample]) -> None:
    def told() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as queries:
            names = [tab.name for tab in _page(filled).views]
        return names, sum("kit_savedview" in one["sql"] for one in queries)

    view = _save("一组")
    assert told() == (["全部", "一组"], 1)
    assert told() == (["全部", "一组"], 0)
    _save("二组", "name=2")
    assert told() == (["全部", "一组", "二组"], 1)
    delete_view(by=SOMEBODY, at=AT, view=view.pk)
    assert told() == (["全部", "二组"], 1)
    other = Actor(user_id=8, name="周建国", staff_id=8)
    assert _page(filled, actor=other).views == ()


def test_the_fields_of_filters_are_drawn_once_for_the_same_choices_and_values(
    filled: type[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    def html(query: str = "") -> str:
        return fields_html("tests.samples", _page(filled, query).filters)

    plain = html()
    assert all(part in plain for part in ('name="where"', "一部"))
    assert html() == plain
    drawn = []
    monkeypatch.setattr(BoundField, "as_field_group", lambda one: drawn.append(one.name) or "")
    assert html() == plain
    assert drawn == []
    html("where=/1/&name=甲")
    assert drawn == ["name", "where"]


@pytest.mark.parametrize("query", ["where=/2/", "name=<b>", "where=/3/"])
def test_the_fields_of_filters_show_what_was_asked(filled: type[Sample], query: str) -> None:
    shown = _page(filled, query).filters
    told = fields_html("tests.samples", shown)

    assert told == "".join(one.as_field_group() for one in shown)
    assert fields_html("tests.samples", _page(filled, query).filters) == told
    assert fields_html("tests.samples", _page(filled).filters) != told


def test_a_view_is_kept_under_its_name_and_marked_when_in_force(filled: type[Sample]) -> None:
    _save("一组")
    _save("一组", "name=2")
    _save("二组", "where=%2F1%2F")

    tabs = _page(filled, "where=/1/").views
    assert [(tab.name, tab.current) for tab in tabs] == [
        ("全部", False),
        ("一组", False),
        ("二组", True),
    ]
    assert tabs[1].url == "?name=2"


def test_views_belong_to_one_person(filled: type[Sample]) -> None:
    other = Actor(user_id=8, name="孟凡")
    view = _save("一　组")

    delete_view(by=other, at=AT, view=view.pk)

    assert _page(filled, actor=other).views == ()
    assert len(_page(filled).views) == 2


@pytest.mark.parametrize("name", ["", "   ", "长" * 21])
def test_a_view_needs_a_short_name(db: None, name: str) -> None:
    with pytest.raises(UnableTo, match="1 到 20 个字"):
        _save(name)


@pytest.mark.parametrize("name", ["甲\x00乙", "甲\n乙", "\ud800"])
def test_a_view_is_named_in_characters_that_show(db: None, name: str) -> None:
    with pytest.raises(UnableTo, match="控制字符") as refusal:
        _save(name)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("query", ["name=\x00", "name=\ud800", "name=%00"])
def test_a_view_keeps_no_filter_that_no_list_can_read(db: None, query: str) -> None:
    with pytest.raises(UnableTo, match="控制字符") as refusal:
        _save("一组", query)
    assert refusal.value.field == "query"


def test_there_are_only_so_many_views(db: None) -> None:
    for number in range(MOST_VIEWS):
        _save(f"视图{number}")

    with pytest.raises(UnableTo, match="最多保存"):
        _save("再一个")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The rows that the plug was given; it writes their number."""
    rows: list[list[str]] = []

    def write(listing: ListingPage) -> Taken:
        rows.extend([str(cell.text) for cell in row] for row in listing.every_row())
        return Taken("样例.xlsx", io.BytesIO(b"%d" % len(rows)))

    monkeypatch.setattr(exporter, "_value", write)
    return rows


def _asked(samples: type[Sample], query: str) -> Any:
    request = RequestFactory().get(f"/samples/?{query}")
    request.actor = SOMEBODY  # type: ignore[attr-defined]
    listing = SAMPLES.of(request, samples.objects.all())
    return page(request, "kit/listing/page.html", {"listing": listing})


def test_a_list_is_a_file_of_all_its_rows_where_the_address_asks_for_one(
    filled: type[Sample], written: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dakehu.kit.listing.TAKEN_AT_ONCE", 50)
    shown = _page(filled, "where=/1/&sort=name&cols=name")

    answer = _asked(filled, shown.export_url.removeprefix("?"))

    assert b"".join(answer.streaming_content) == b"60"
    assert "filename*=utf-8''%E6%A0%B7%E4%BE%8B.xlsx" in answer["Content-Disposition"]
    assert written == [[f"{n:03}"] for n in range(1, 120, 2)]
    assert "export" not in shown.view_query


def test_a_list_that_cannot_be_taken_out_says_why(
    filled: type[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def refuse(listing: ListingPage) -> Taken:
        raise UnableTo("太多了")

    monkeypatch.setattr(exporter, "_value", refuse)
    monkeypatch.setattr(
        "dakehu.kit.exporting.messages.error", lambda request, text: told.append(text)
    )

    answer = _asked(filled, "sort=name&export=xlsx")

    assert (answer.status_code, answer["Location"]) == (302, "/samples/?sort=name")
    assert told == ["太多了"]


def test_a_list_that_nobody_writes_offers_no_file(
    filled: type[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporter, "_value", None)
    assert _page(filled).export_url == ""
