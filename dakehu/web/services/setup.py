"""The first steps of an empty company, one unit of work each; taking a step again corrects it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.settings_store import read, write
from dakehu.kit.work import work
from dakehu.organization.queries.company import legal_entities
from dakehu.organization.queries.structure import units_tree
from dakehu.organization.services.company import (
    add_legal_entity,
    change_legal_entity,
    set_company,
)
from dakehu.organization.services.units import rename_unit
from dakehu.rulebook.queries.published import newest_published
from dakehu.rulebook.services.versions import publish_version
from dakehu.web.access import FIRST_STEPS
from dakehu.web.queries.rule_rows import BY_CODE
from dakehu.web.queries.setup import KEY, RULES_OFF, SAVED, SKIPPED, STEPS, raw_values

LONGEST_UNIT = 60


class UnableToSetUp(UnableTo):
    """A step of the set-up cannot be stored."""


def skip_step(*, by: Actor, at: datetime, step: str) -> None:
    """Leave a step for later; one that was saved stays saved."""
    _require(by)
    if step not in {plan.code for plan in STEPS}:
        raise UnableToSetUp(_("没有这一步。"))
    with work(by=by, at=at):
        if read(KEY, {}).get(step) != SAVED:
            mark_step(step, SKIPPED)


def mark_step(step: str, state: str) -> None:
    """Remember how a step stands; inside the work that did it."""
    write(KEY, {**read(KEY, {}), step: state})


def save_company(
    *,
    by: Actor,
    at: datetime,
    name: str,
    credit_code: str,
    address: str,
    phone: str,
    bank: str,
    bank_account: str,
    region: str,
    minimum_wage: Decimal | None,
    vat_rate: Decimal,
) -> None:
    """Store the company; with a credit code it is also the first legal entity that signs."""
    _require(by)
    with work(by=by, at=at):
        set_company(
            by=by,
            at=at,
            name=name,
            credit_code=credit_code,
            address=address,
            region=region,
            minimum_wage=minimum_wage,
            vat_rate=vat_rate,
        )
        _name_root(by, at, name)
        if credit_code:
            details = {"address": address, "phone": phone, "bank": bank}
            _store_entity(by, at, name, credit_code, {**details, "bank_account": bank_account})
        mark_step("company", SAVED)


def add_entity(
    *,
    by: Actor,
    at: datetime,
    name: str,
    credit_code: str,
    address: str,
    phone: str,
    bank: str,
    bank_account: str,
) -> None:
    """Add one more legal entity that signs contracts."""
    _require(by)
    add_legal_entity(
        by=by,
        at=at,
        name=name,
        credit_code=credit_code,
        address=address,
        phone=phone,
        bank=bank,
        bank_account=bank_account,
    )


def apply_rules(
    *,
    by: Actor,
    at: datetime,
    effective_from: date,
    adopted_on: date,
    changes: Mapping[str, Mapping[str, Any]],
    off: list[str],
) -> list[str]:
    """Publish a version of each policy whose numbers change, from a day on; note what is off.

    `changes` gives the new parameters by the row's code. Returns the titles of what was published.
    The text stays: it tells its parameters, so it says the new number by itself.
    """
    _require(by)
    if adopted_on > effective_from:
        raise UnableToSetUp(_("通过日期不能晚于施行日期。"), field="adopted_on")
    by_policy: dict[str, dict[str, Any]] = {}
    for code, values in changes.items():
        by_policy.setdefault(BY_CODE[code].policy, {}).update(values)
    with work(by=by, at=at):
        published = [
            title
            for policy, values in sorted(by_policy.items())
            if (title := _publish(by, at, policy, values, effective_from, adopted_on))
        ]
        write(RULES_OFF, sorted(off))
        mark_step("rules", SAVED)
    return published


def _publish(
    by: Actor,
    at: datetime,
    policy: str,
    values: Mapping[str, Any],
    effective_from: date,
    adopted_on: date,
) -> str:
    """A version of one policy with new numbers; nothing when they are what it says already."""
    newest = newest_published(policy)
    if newest is None:
        raise UnableToSetUp(_("还没有这项制度，请先载入随程序提供的制度。"))
    now_set = raw_values(newest.raw)
    if all(now_set[key] == value for key, value in values.items()):
        return ""
    content = {
        **newest.raw,
        "version": effective_from.isoformat(),
        "approved_by": _("%s（启用时填写）") % by.name,
        "adopted_on": adopted_on.isoformat(),
        "effective_from": effective_from.isoformat(),
        "parameters": [
            {**entry, "value": values.get(entry["key"], entry["value"])}
            for entry in newest.raw["parameters"]
        ],
    }
    title: str = publish_version(by=by, at=at, content=content).title
    return title


def _name_root(by: Actor, at: datetime, name: str) -> None:
    """Call the top unit by the company's name, as long as there is only one top."""
    tops = units_tree(at.date())
    wanted = name.strip()[:LONGEST_UNIT]
    if len(tops) == 1 and tops[0].kind == "company" and tops[0].name != wanted:
        rename_unit(by=by, at=at, unit=tops[0].id, name=wanted)


def _store_entity(
    by: Actor, at: datetime, name: str, credit_code: str, details: Mapping[str, str]
) -> None:
    known = legal_entities().filter(credit_code=credit_code).first()
    if known is None:
        add_legal_entity(
            by=by, at=at, name=name, credit_code=credit_code, is_default=True, **details
        )
        return
    before = {key: getattr(known, key) for key in details}
    if (known.name, before) != (name.strip(), dict(details)):
        change_legal_entity(
            by=by,
            at=at,
            entity=known.pk,
            name=name,
            credit_code=credit_code,
            is_default=known.is_default,
            is_active=known.is_active,
            **details,
        )


def _require(by: Actor) -> None:
    if not by.may(FIRST_STEPS):
        raise PermissionDenied
