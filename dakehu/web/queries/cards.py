"""What the cards of this area show on the home page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dakehu.kit.actors import Actor
from dakehu.organization.queries.people import serving_count
from dakehu.organization.queries.probation import ending_probations
from dakehu.organization.queries.structure import positions_on
from dakehu.rulebook.queries.published import policies_in_force
from dakehu.web.queries.deadlines import deadlines
from dakehu.web.queries.person import own_positions

SHOWN = 6
"""So many names are told before the rest is only counted."""


def deadline_card(actor: Actor, day: date) -> Mapping[str, Any] | None:
    """The next dates that the policies set."""
    lines = deadlines(day)
    return {"lines": lines} if lines else None


def position_card(actor: Actor, day: date) -> Mapping[str, Any] | None:
    """The person's positions."""
    positions = own_positions(actor, day)
    return {"positions": positions} if positions else None


def policy_card(actor: Actor, day: date) -> Mapping[str, Any] | None:
    """The policies in force."""
    policies = policies_in_force(day)
    return {"policies": policies} if policies else None


def staffing_card(actor: Actor, day: date) -> Mapping[str, Any] | None:
    """People, vacancies and probations that end this month."""
    vacant = [node.title for node in positions_on(day) if not node.holders]
    ending = ending_probations(day)
    return {
        "serving": serving_count(day),
        "vacant": len(vacant),
        "vacant_titles": _some(vacant),
        "probation": len(ending),
        "probation_names": _some(ending),
    }


def _some(names: list[str]) -> str:
    told = "、".join(names[:SHOWN])
    return f"{told} …" if len(names) > SHOWN else told
