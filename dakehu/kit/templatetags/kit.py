"""The tags and filters of every template: figures, amounts, days, icons, states.

A builtin of the template engine: nothing to load. Amounts are `Decimal`; a float is refused.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django import template
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dakehu.kit.clock import today
from dakehu.kit.explaining import Line, lines_of
from dakehu.kit.filter_fields import fields_html
from dakehu.kit.icons import ICONS
from dakehu.kit.listing_rows import rows_html
from dakehu.kit.states import COLOURS, colour_of
from dakehu.kit.steady import steady_html
from dakehu.policy.decimals import amount_text, group_text, half_up, plain_text

register = template.Library()

NOTHING: Final = "–"
Number = Decimal | int | str | None


def _decimal(value: Any) -> Decimal | None:
    """`value` as an exact number; None for nothing; TypeError for a float."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | str) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"give a Decimal, not {type(value).__name__}")


@register.filter
def face(name: str) -> str:
    """What stands for a person in a circle: 晓雯 for 林晓雯, one character of a longer name."""
    return name[-2:] if len(name) <= 3 else name[:1]


# ---------------------------------------------------------------- numbers


@register.filter
def amount(value: Number) -> str:
    """Yuan and fen: 1,234,567.80."""
    number = _decimal(value)
    return NOTHING if number is None else group_text(amount_text(number))


@register.filter
def wan(value: Number) -> str:
    """Yuan in units of ten thousand, two decimals: 854000 as 85.40."""
    number = _decimal(value)
    return NOTHING if number is None else group_text(amount_text(number.scaleb(-4)))


@register.filter
def percent(value: Number, places: int = 1) -> str:
    """A share as a percentage: 0.64 as 64.0%; two places in forms."""
    number = _decimal(value)
    return NOTHING if number is None else f"{half_up(number.scaleb(2), places)}%"


@register.filter
def number(value: Number) -> str:
    """A plain number without trailing zeros, grouped: 10000.50 as 10,000.5."""
    found = _decimal(value)
    if found is None:
        return NOTHING
    whole, dot, rest = plain_text(found).partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole not in {"-0"} else f"-0{dot}{rest}"


@register.filter
def score(value: Number) -> str:
    """A score, two decimals: 88 as 88.00."""
    found = _decimal(value)
    return NOTHING if found is None else amount_text(found)


_KINDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "amount": amount,
    "wan": wan,
    "percent": percent,
    "number": number,
    "score": score,
    "text": lambda value: NOTHING if value is None else str(value),
}

register.simple_tag(amount, name="amount")
register.simple_tag(wan, name="wan")
register.simple_tag(percent, name="percent")
register.simple_tag(number, name="number")


@register.simple_tag
def figure(
    value: Any, kind: str = "amount", source_url: str = "", how: str = "", unit: str = ""
) -> SafeString:
    """A number that says where it comes from: its dotted underline opens 依据.

    `kind` is amount, wan, percent, number, score or text; `how` is the formula line shown on
    hover; without `source_url` it is a plain number.
    """
    told = conditional_escape(_KINDS[kind](value))
    after = format_html('<span class="unit">{}</span>', unit) if unit else ""
    if not source_url:
        return format_html('<span class="num">{}</span>{}', told, after)
    hint = format_html(' title="{}"', how) if how else ""
    return format_html(
        '<button type="button" class="figure" data-explain-url="{}"{}>{}'
        '<span class="visually-hidden">{}</span></button>{}',
        source_url,
        hint,
        told,
        _("，依据"),
        after,
    )


# ---------------------------------------------------------------- days


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


def _weekday(day: date) -> str:
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return str(names[day.weekday()])


@register.simple_tag
def day(value: date | datetime | None, on: date | None = None, time: str = "") -> str:
    """A day on a work page, seen from the business day `on`: 今天, 昨天, 11-25（周三）.

    With a time: 今天 14:00, 11-25（周三）14:00; the bracket brings its own space along.
    """
    if value is None:
        return NOTHING
    found, base = _day(value), on or today()
    gap = " " if time else ""
    if found == base:
        return f"{_('今天')}{gap}{time}"
    if found == base - timedelta(days=1):
        return f"{_('昨天')}{gap}{time}"
    if found.year != base.year:
        return f"{found.isoformat()}{gap}{time}"
    return f"{found:%m-%d}（{_weekday(found)}）{time}"


@register.simple_tag
def moment(value: datetime | None, on: date | None = None) -> str:
    """A moment on a work page: 今天 08:12, 11-20（周五）17:05."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return day(local, on, f"{local:%H:%M}")


@register.filter
def iso_day(value: date | datetime | None) -> str:
    """A day in a table: 2026-11-25."""
    return NOTHING if value is None else _day(value).isoformat()


@register.filter
def paper_day(value: date | datetime | None) -> str:
    """A day on a paper: 2026年11月25日."""
    if value is None:
        return NOTHING
    found = _day(value)
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": found.year,
        "month": found.month,
        "day": found.day,
    }


# ---------------------------------------------------------------- icons and states

_icons: dict[tuple[str, str], SafeString] = {}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An outline icon of 18 px; `size` is sm (16) or lg (24). Always beside a word."""
    kept = _icons.get((name, size))
    if kept is None:
        if name not in ICONS:
            raise LookupError(f"no icon {name!r}: add it to dakehu/kit/icons.py")
        kept = format_html(
            '<svg class="icon{}" aria-hidden="true" focusable="false">'
            '<use href="{}#tabler-{}"></use></svg>',
            f" icon-{size}" if size else "",
            static("vendor/icons.svg"),
            name,
        )
        _icons[name, size] = kept
    return kept


@register.simple_tag
def state(word: str, colour: str = "") -> SafeString:
    """A state as a quiet badge: {% state "审批中" %}; its colour follows from the word.

    `colour` is one of the five, or the word whose colour it is to have.
    """
    shown = colour if colour in COLOURS else colour_of(colour or str(word))
    return _badge(shown, word if isinstance(word, str) else str(word))


@lru_cache(maxsize=1024, typed=True)  # a text that is safe already is of another type
def _badge(colour: str, word: str) -> SafeString:
    return format_html('<span class="state is-{}">{}</span>', colour, word)


@register.filter
def state_colour(word: str) -> str:
    """red, orange, green, blue or grey."""
    return colour_of(word)


# ---------------------------------------------------------------- the frame


@register.simple_tag(takes_context=True)
def steady(context: template.Context, part: str, **given: Any) -> SafeString:
    """A part that sees only what it is given: {% steady "kit/_side.html" menu=frame.menu %}."""
    return steady_html(part, given, context.get("csrf_token", ""))


# ---------------------------------------------------------------- lists


@register.simple_tag
def card_places(listing: Any) -> list[str]:
    """Where each column stands on the phone's card: name and figure above, the rest below."""
    columns = listing.columns
    cells = listing.rows[0].cells if listing.rows else []
    places = ["" for _column in columns]
    places[0] = "on-card-name"
    figures = [n for n, one in enumerate(columns) if n and one.is_main]
    figures = figures or [n for n, one in enumerate(columns) if n and one.is_figure]
    figures = figures or [n for n, one in enumerate(columns) if n and one.align == "end"]
    if figures:
        places[figures[0]] = "on-card-figure"
    states = [n for n, cell in enumerate(cells) if n and cell.badge and not places[n]]
    if states:
        places[states[0]] = "on-card-state" if figures else "on-card-state is-top"
    rest = [n for n, place in enumerate(places) if not place]
    if rest:
        places[rest[0]] = "on-card-more"
    return places


@register.simple_tag
def filter_fields(listing: Any) -> SafeString:
    """The fields of a list's filters."""
    return fields_html(listing.listing.code, listing.filters)


@register.simple_tag
def listing_rows(listing: Any, places: list[str]) -> SafeString:
    """The body of a list's table: the one part of a page long enough to be built in Python."""
    return rows_html(listing, places, figure=figure, state=state)


# ---------------------------------------------------------------- explanations and forms


@register.simple_tag
def explanation_lines(
    explanation: Mapping[str, Any], clause_urls: Mapping[str, str] | None = None
) -> list[Line]:
    """The steps of an explanation in reading order, for `kit/_explanation.html`."""
    return lines_of(explanation, clause_urls or {})


@register.simple_tag
def form_parts(form: BaseForm) -> list[tuple[str, list[BoundField]]]:
    """The visible fields in the named parts of `form.parts`; one part without a name else."""
    parts: Any = getattr(form, "parts", None)
    if not parts:
        return [("", list(form.visible_fields()))]
    return [(str(title), [form[name] for name in names]) for title, names in parts]


@register.simple_tag
def faulty_fields(form: BaseForm) -> list[BoundField]:
    """The fields to mend, for the line above a form."""
    return [field for field in form if field.errors]


@register.simple_tag
def json_data(value: Any) -> SafeString:
    """Data for a script, as JSON safe inside a data block: {% json_data chart %}."""
    from django.utils.html import json_script

    text = str(json_script(value))
    return mark_safe(text[text.index(">") + 1 : text.rindex("<")])
