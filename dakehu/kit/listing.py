"""Lists: filters, order, keyset pages, saved views and column choice from one declaration.

    STAFF = Listing("organization.staff", _("员工"), columns=(...), filters=(...), order="pinyin")

    return page(request, "kit/listing/page.html", {"listing": STAFF.of(request, rows)},
                part="kit/listing/rows.html")

A list costs as much as the page it shows: no count over the whole table, no query per row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from dakehu.kit.exporting import ASKED, exporter
from dakehu.kit.keyset import Order, Slice, slice_of
from dakehu.kit.saved_views import views_of

Text = "str | Promise"
PAGE_SIZE = 50
COUNTED_EXACTLY = 1000
TAKEN_AT_ONCE = 1000
_OWN_KEYS = frozenset({"after", "before", "sort", "cols", "view"})


@dataclass(frozen=True)
class Column:
    """A column: its key, heading, and how a row's cell is read.

    `read` gives the cell's text (or a `Cell`); `sort` is the never-null model column to order by.
    """

    key: str
    label: "str | Promise"
    read: Callable[[Any], Any]
    sort: str = ""
    align: str = "start"
    is_default: bool = True
    is_figure: bool = False
    is_main: bool = False
    """The figure that leads on the phone's card; without one the first figure does."""


@dataclass(slots=True)
class Cell:
    """A cell with more than text: a link behind the figure, or a state's badge.

    Made some hundred times a page, so not frozen: that would double its price.
    """

    text: Any
    explain_url: str = ""
    badge: str = ""
    url: str = ""
    align: str = ""
    is_figure: bool = False


@dataclass(frozen=True)
class Filter:
    """A filter: a form field, and what a given value does to the rows.

    `told` says the value on its chip; without it the form field's own choice label is used.
    """

    key: str
    label: "str | Promise"
    make_field: Callable[[], forms.Field]
    apply: "Callable[[QuerySet[Any], Any], QuerySet[Any]]"
    told: Callable[[Any], str] | None = None


def text_filter(
    key: str, label: "str | Promise", apply: "Callable[[QuerySet[Any], str], QuerySet[Any]]"
) -> Filter:
    """A filter by what is typed."""
    return Filter(key, label, lambda: forms.CharField(required=False, max_length=60), apply)


def choice_filter(
    key: str,
    label: "str | Promise",
    choices: "Callable[[], Iterable[tuple[Any, Any]]]",
    apply: "Callable[[QuerySet[Any], str], QuerySet[Any]]",
) -> Filter:
    """A filter by one of a few choices, looked up when the form is made."""

    def make() -> forms.Field:
        return forms.ChoiceField(required=False, choices=[("", _("全部")), *choices()])

    return Filter(key, label, make, apply)


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what it is for, what to do next, who else can fill it."""

    text: "str | Promise"
    actions: "Sequence[tuple[str | Promise, str]]" = ()
    others: "str | Promise" = ""


@dataclass(frozen=True)
class Listing:
    """The declaration of a list; `url_of` is where a row leads."""

    code: str
    title: "str | Promise"
    columns: tuple[Column, ...]
    url_of: Callable[[Any], str]
    order: str = "-pk"
    filters: tuple[Filter, ...] = ()
    empty: Empty | None = None
    title_of: Callable[[Any], str] | None = None

    def of(self, request: HttpRequest, rows: "QuerySet[Any]", **more: Any) -> "ListingPage":
        """The page of the list that a request asks for. `rows` is what the person may see."""
        return ListingPage(self, request, rows, more)


@dataclass
class Row:
    """A row as the template shows it."""

    id: int
    url: str
    cells: list[Cell]
    title: str


@dataclass(frozen=True)
class Heading:
    """A column's heading with the address that sorts by it."""

    key: str
    label: str
    align: str
    sort_url: str
    sorted: str
    is_figure: bool
    is_main: bool = False


@dataclass
class Chip:
    """A filter in force, and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Choice:
    """A column to show or to leave out."""

    key: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class Tab:
    """A saved view as a tab."""

    name: str
    url: str
    current: bool
    id: int | None = None


@dataclass
class ListingPage:
    """One page of a list, ready for kit/listing/page.html."""

    listing: Listing
    request: HttpRequest
    visible_rows: "QuerySet[Any]"
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.title = str(self.listing.title)
        self.query = self.request.GET
        self.chosen = _chosen(self.listing, self.query.get("cols", ""))
        self.order = self._order()
        self.filters = self._form()
        self.chips: list[Chip] = []
        self._filtered = self._filter()
        found = slice_of(
            self._filtered,
            self.order,
            size=PAGE_SIZE,
            after=self.query.get("after", ""),
            before=self.query.get("before", ""),
        )
        self._place(found)
        self.columns = tuple(self._heading(column) for column in self.chosen)
        self.empty = self.listing.empty
        self.column_choices = tuple(
            Choice(one.key, str(one.label), one in self.chosen) for one in self.listing.columns
        )

    def _place(self, found: Slice) -> None:
        self.rows = [self._row(row) for row in found.rows]
        self.next_url = self._with(after=found.next_token) if found.next_token else ""
        self.previous_url = self._with(before=found.previous_token) if found.previous_token else ""

    @property
    def has_bulk(self) -> bool:
        """Whether rows can be ticked, for something to be done with all that are."""
        return bool(self.more.get("bulk"))

    @property
    def is_filtered(self) -> bool:
        return bool(self.chips)

    @cached_property
    def count_told(self) -> str:
        """How many rows there are: exact up to a thousand, then 1,000+."""
        if not self.next_url and not self.previous_url:
            count = len(self.rows)
        else:
            count = self._filtered.order_by()[: COUNTED_EXACTLY + 1].count()
        return f"{COUNTED_EXACTLY:,}+" if count > COUNTED_EXACTLY else f"{count:,}"

    @cached_property
    def views(self) -> tuple[Tab, ...]:
        """The person's saved views as tabs; empty where there are none."""
        actor = self.request.actor  # type: ignore[attr-defined]
        if actor.user_id is None:
            return ()
        saved = views_of(actor.user_id, self.listing.code)
        now = self.view_query
        tabs = [Tab(name, f"?{query}", query == now, pk) for pk, name, query in saved]
        return (Tab(_("全部"), "?", not now), *tabs) if tabs else ()

    @property
    def view_query(self) -> str:
        """Filters, order and columns in force, as a saved view keeps them."""
        kept = self.query.copy()
        for key in ("after", "before", "view", ASKED):
            kept.pop(key, None)
        for key in [key for key in kept if not kept.get(key)]:
            kept.pop(key)
        return kept.urlencode()

    @property
    def export_url(self) -> str:
        """The address of all rows as a file; empty where nothing writes one."""
        return self._with(**{ASKED: "xlsx"}) if exporter.or_none else ""

    def every_row(self) -> Iterator[list[Cell]]:
        """The cells of every row that the filters leave, in order, read some at a time."""
        after = ""
        while True:
            found = slice_of(self._filtered, self.order, size=TAKEN_AT_ONCE, after=after)
            yield from ([_cell(column, row) for column in self.chosen] for row in found.rows)
            after = found.next_token
            if not after:
                return

    def _order(self) -> Order:
        asked = self.query.get("sort", "")
        key = asked.removeprefix("-")
        for column in self.listing.columns:
            if column.key == key and column.sort:
                return Order(column.sort, asked.startswith("-"))
        return Order.parsed(self.listing.order)

    def _form(self) -> forms.Form:
        fields = {}
        for one in self.listing.filters:
            made = one.make_field()
            made.label = str(one.label)
            fields[one.key] = made
        form = forms.Form(self.query or None)
        form.fields = fields
        return form

    def _filter(self) -> "QuerySet[Any]":
        rows = self.visible_rows
        if not self.filters.is_bound:
            return rows
        self.filters.is_valid()  # a bad value filters nothing and is told at its field
        values = self.filters.cleaned_data
        for one in self.listing.filters:
            value = values.get(one.key)
            if value in (None, "", False):
                continue
            rows = one.apply(rows, value)
            told = one.told(value) if one.told else _told(self.filters.fields[one.key], value)
            self.chips.append(Chip(f"{one.label}：{told}", self._with(**{one.key: ""})))
        return rows

    def _row(self, row: Any) -> Row:
        title = self.listing.title_of
        return Row(
            id=row.pk,
            url=self.listing.url_of(row),
            cells=[_cell(column, row) for column in self.chosen],
            title=title(row) if title else str(row),
        )

    def _heading(self, column: Column) -> Heading:
        sorted_now = ""
        if column.sort and column.sort == self.order.column:
            sorted_now = "desc" if self.order.is_descending else "asc"
        sign = "-" if sorted_now == "asc" else ""
        url = self._with(sort=f"{sign}{column.key}") if column.sort else ""
        label = str(column.label)
        figure, main = column.is_figure, column.is_main
        return Heading(column.key, label, column.align, url, sorted_now, figure, main)

    def _with(self, **changes: str) -> str:
        query: QueryDict = self.query.copy()
        for key in ("after", "before"):
            query.pop(key, None)
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"?{query.urlencode()}"


def _chosen(listing: Listing, asked: str) -> list[Column]:
    """The columns to show: those asked for, in the declared order, else the default ones."""
    wanted = set(asked.split(",")) if asked else set()
    chosen = [column for column in listing.columns if column.key in wanted]
    return chosen or [column for column in listing.columns if column.is_default]


def _cell(column: Column, row: Any) -> Cell:
    read = column.read(row)
    if not isinstance(read, Cell):
        return Cell(read, "", "", "", column.align, column.is_figure)
    if read.align and read.is_figure == column.is_figure:
        return read
    return Cell(read.text, read.explain_url, read.badge, read.url, column.align, column.is_figure)


def _told(made: forms.Field, value: Any) -> str:
    choices = getattr(made, "choices", None)
    if choices:
        return str(dict(choices).get(value, value))
    return str(value)
