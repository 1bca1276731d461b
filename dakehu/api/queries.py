"""What the interface reads: the published policies and their parameters, and whether we are ready.

Everything here is plain data, as it goes out.
"""

from datetime import date
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from dakehu.policy.book import Clause, Policy
from dakehu.policy.params import TYPES
from dakehu.rulebook.queries import published


def policies_in_force(day: date) -> list[dict[str, Any]]:
    """The version in force of each policy."""
    return [_policy(each) for each in published.policies_in_force(day)]


def policy_in_force(code: str, day: date) -> dict[str, Any] | None:
    """One policy with its clauses, None where none of that code is in force."""
    policy = published.book().in_force(code, day)
    if policy is None:
        return None
    return {**_policy(policy), "clauses": [_clause(policy, each) for each in policy.clauses]}


def parameters_in_force(day: date) -> list[dict[str, Any]]:
    """Every parameter with its value and the clause that sets it."""
    return [
        {
            "key": each.key,
            "name": each.name,
            "unit": each.unit,
            "value": each.raw,
            "shown": TYPES[each.key].show(each.value),
            "policy": policy.code,
            "version": policy.version,
            "article": each.article,
            "effective_from": each.effective_from.isoformat(),
        }
        for policy in published.policies_in_force(day)
        for each in policy.parameters.values()
    ]


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "code": policy.code,
        "title": policy.title,
        "version": policy.version,
        "adopted_on": policy.adopted_on.isoformat(),
        "effective_from": policy.effective_from.isoformat(),
        "approved_by": policy.approved_by,
        "summary": policy.summary,
    }


def _clause(policy: Policy, clause: Clause) -> dict[str, Any]:
    return {
        "chapter": clause.chapter,
        "article": clause.article,
        "title": clause.title,
        "text": policy.fill(clause.text),
        "items": [{"item": each.number, "text": policy.fill(each.text)} for each in clause.items],
        "covers": list(clause.all_covers),
        "is_proposal": clause.proposal,
    }


def is_ready() -> bool:
    """Whether the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
