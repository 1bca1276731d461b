"""Trying the published rules out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dakehu.calendar.queries import working_calendar
from dakehu.policy.book import NotInForce
from dakehu.rulebook.queries.published import book
from dakehu.rulebook.trials import TRIALS, Outcome, Trial, outcome_of, question_of
from dakehu.rules.asking import Refused


def trial_named(kind: str) -> Trial | None:
    """The trial of a kind, None for kinds that have none."""
    return TRIALS.get(kind)


def tried(trial: Trial, given: Mapping[str, Any], on: date) -> Outcome:
    """The answer to what was filled in, by the policies in force on a day.

    Refused with the one fault that is told, also where nothing is in force.
    """
    if not book().policies:
        raise Refused("on", "out_of_range", _("还没有发布制度，无从计算"))
    try:
        question = question_of(trial, given)
        return outcome_of(trial, question, book=book(), on=on, calendar=working_calendar())
    except NotInForce:
        raise Refused("on", "out_of_range", _("该日期没有施行相关的制度条款")) from None
