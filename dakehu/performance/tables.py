"""The list of scores."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.performance import queries
from dakehu.periods.queries import month_name, months_back


def score_listing(on: date, links: Links) -> Listing:
    """Scores, the latest month first."""
    return Listing(
        "performance.scores",
        _("考核评分"),
        columns=(
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("number", _("工号"), lambda one: one.staff.number, is_default=False),
            Column("month", _("考核月份"), lambda one: month_name(one.month), sort="month"),
            Column("home", _("部门"), lambda one: str(one.home or "–")),
            Column(
                "scheme", _("方案"), lambda one: str(queries.SCHEME_WORDS[queries.scheme_of(one)])
            ),
            Column("parts", _("各项得分"), _parts),
            *(
                Column(code, word, _score(code), align="end", is_default=False, is_figure=True)
                for code, word in queries.WORDS.items()
            ),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.staff.name,
        order="-month",
        filters=(
            text_filter("q", _("姓名或工号"), queries.of_person),
            choice_filter(
                "month",
                _("考核月份"),
                lambda: months_back(on),
                lambda rows, month: rows.filter(month=month),
            ),
        ),
        empty=Empty(
            _("这里是上级每月评的分。业绩分由目标和回款算出，不用填。"),
            actions=links.for_empty,
            others=_("由部门经理评分，或由人事行政上传。"),
        ),
    )


def _parts(one: Any) -> str:
    return "，".join(f"{word} {score:f}" for word, score in queries.parts_of(one))


def _score(code: str) -> Callable[[Any], str]:
    def read(one: Any) -> str:
        score = getattr(one, code)
        return "–" if score is None else f"{score:f}"

    return read
