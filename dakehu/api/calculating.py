"""From the body of a request to the body of its answer: one question, or up to 1,000."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.policy.book import Book
from dakehu.policy.workdays import OFFICIAL, WorkingCalendar
from dakehu.rules.answering import Kind, answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.json_form import read_json

MOST_ITEMS: Final = 1000
MOST_BYTES: Final = 1 << 20

_ITEMS: Final = "items"


def answer_to(
    kind: Kind, body: bytes, *, book: Book, today: date, calendar: WorkingCalendar = OFFICIAL
) -> dict[str, Any]:
    """The answer, or a list of answers and errors; Refused where there is nothing to answer."""
    raw = read_json(body)
    if not book.policies:
        raise Refused("on", "out_of_range", _("还没有发布任何制度，不能测算"))
    if not is_batch(kind, raw):
        return answer_of(kind, raw, book=book, today=today, calendar=calendar)
    questions = raw[_ITEMS]
    if not isinstance(questions, list):
        raise Refused(_ITEMS, "wrong_type", _("须为列表"))
    if len(questions) > MOST_ITEMS:
        told = _("一次最多 1,000 项，这次有 {count:,} 项，请分几次提交")
        raise Refused(_ITEMS, "out_of_range", told.format(count=len(questions)))
    return {_ITEMS: [_one(kind, each, book, today, calendar) for each in questions]}


def is_batch(kind: Kind, raw: Any) -> bool:
    """Whether `raw` is a batch: an object with `items` and nothing else.

    A kind that asks for `items` itself (travel) has a batch only where one of them is a question:
    an object that has `items` again.
    """
    given = (
        [name for name, each in raw.items() if each is not None] if isinstance(raw, dict) else []
    )
    if given != [_ITEMS]:
        return False
    if _ITEMS not in kind.signature.every:
        return True
    items = raw[_ITEMS]
    return isinstance(items, list) and any(
        isinstance(each, dict) and _ITEMS in each for each in items
    )


def _one(
    kind: Kind, raw: Any, book: Book, today: date, calendar: WorkingCalendar
) -> dict[str, Any]:
    try:
        return answer_of(kind, raw, book=book, today=today, calendar=calendar)
    except Refused as refused:
        return {"error": refused.to_json()}
