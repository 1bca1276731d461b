"""The rows of a list as HTML.

A template asks some ten questions of every cell, which for fifty rows costs more than the rest of
the page together; here each row is one pass over its cells.
"""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dakehu.kit.escaping import escaped

NOTHING = "–"
Tag = Callable[..., SafeString]


def rows_html(listing: Any, places: list[str], *, figure: Tag, state: Tag) -> SafeString:
    """The `<tr>` of each row of a `ListingPage`; `places` are the classes on the phone's card."""
    rows = (_row(row, places, listing.has_bulk, figure, state) for row in listing.rows)
    return mark_safe("\n".join(rows))  # every part was escaped where it was put in


def _row(row: Any, places: list[str], has_bulk: bool, figure: Tag, state: Tag) -> str:
    url = escaped(row.url) if row.url else ""
    parts = [f'<tr data-url="{url}">' if url else "<tr>"]
    if has_bulk:
        parts.append(_tick(row))
    for number, (cell, place) in enumerate(zip(row.cells, places, strict=True)):
        inside = _inside(cell, url if number == 0 else "", figure, state)
        parts.append(f'<td class="is-{cell.align} {place}">{inside}</td>')
    parts.append("</tr>")
    return "".join(parts)


def _inside(cell: Any, row_url: str, figure: Tag, state: Tag) -> str:
    if cell.explain_url:
        return figure(cell.text, "text", cell.explain_url)
    if cell.badge:
        return state(cell.text, cell.badge)
    text = NOTHING if cell.text is None else escaped(cell.text)
    if cell.url:
        return f'<a href="{escaped(cell.url)}">{text}</a>'
    return f'<a class="row-name" href="{row_url}">{text}</a>' if row_url else text


def _tick(row: Any) -> str:
    told = escaped(_("选择 %s") % row.title)
    total = getattr(row, "sum", None)
    data = f' data-sum="{escaped(total)}"' if total is not None else ""
    box = f'<input type="checkbox" name="ids" value="{row.id}" form="bulk" data-tick{data}'
    return f'<td class="is-tick">{box} aria-label="{told}"></td>'
