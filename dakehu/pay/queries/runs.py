"""Settlement runs and statements as they are shown, explained and computed again."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import QuerySet

from dakehu.kit.actors import Actor
from dakehu.pay.access import runs_visible_to, statements_visible_to
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.settling.keeping import Kept, unpack_facts
from dakehu.policy.book import Rulebook
from dakehu.policy.figures import Source, explanation
from dakehu.policy.packing import Unpacked, pack, unpack
from dakehu.policy.periods import Month
from dakehu.rulebook.queries.published import book
from dakehu.rules.settling import Settlement, settle


def runs_of(actor: Actor) -> QuerySet[SettlementRun]:
    """What the actor sees, the latest first."""
    people = ("computed_by", "reviewed_by", "frozen_by")
    return runs_visible_to(actor).select_related(*people).order_by("-pay_month")


def run_of(actor: Actor, pk: int) -> SettlementRun | None:
    """A run that the actor sees, with the people who dealt with it."""
    return runs_of(actor).filter(pk=pk).first()


def statements_of(actor: Actor, run: SettlementRun) -> QuerySet[PayStatement]:
    """The statements of a run that the actor sees, in the order of the run."""
    rows = statements_visible_to(actor).filter(run=run).defer("explanation")
    return rows.order_by("place")


def runs_there(ids: Iterable[int]) -> set[int]:
    return set(SettlementRun.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def run_title(pk: int) -> str:
    found = SettlementRun.objects.only("pay_month").filter(pk=pk).first()
    return found.pay_month if found else ""


def statements_there(ids: Iterable[int]) -> set[int]:
    return set(PayStatement.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def statement_title(pk: int) -> str:
    found = PayStatement.objects.select_related("run").filter(pk=pk).first()
    return f"{found.name} · {found.run.pay_month}" if found else ""


# ---------------------------------------------------------------- explanations


def unpacked(statement: PayStatement) -> Unpacked:
    """The figures of a statement as they were stored, with the texts of their clauses."""
    return unpack(bytes(statement.explanation), finder())


def explained(statement: PayStatement) -> dict[str, Any]:
    """A statement's explanation as pages show it."""
    stored = unpacked(statement)
    return explanation(stored.root, stored.others)


def finder() -> Callable[[str, str, str], Source | None]:
    """Finds the text of a clause, each once."""
    published = book()

    @cache
    def find(policy: str, version: str, article: str) -> Source | None:
        for one in published.versions(policy):
            if one.version == version:
                return one.source(article)
        return None

    return find


# ---------------------------------------------------------------- the run computed again


def kept_of(run: SettlementRun) -> Kept:
    """The stored facts of a run; one query."""
    stored = SettlementRun.objects.values_list("facts", flat=True).get(pk=run.pk)
    return unpack_facts(bytes(stored))


def rules_of_run(run: SettlementRun) -> Rulebook:
    """The policy versions by which a run was computed, whatever was published since."""
    return book().of_versions(run.versions)


def replayed(run: SettlementRun) -> Settlement:
    """The settlement computed again from the stored facts and policy versions."""
    return replayed_from(run, kept_of(run))


def replayed_from(run: SettlementRun, kept: Kept) -> Settlement:
    """The same, where the stored facts are at hand."""
    return settle(
        rules_of_run(run),
        Month.parse(run.pay_month),
        kept.facts,
        minimum_wage=kept.minimum_wage,
        earlier=kept.earlier,
        ranked=kept.ranked,
    )


def departments_told(settled: Settlement) -> list[list[Any]]:
    """Name, target, challenge, actual and state of each department, amounts as text."""
    return [
        [one.name, _text(one.target), _text(one.challenge), _text(one.actual), one.state]
        for one in settled.departments
    ]


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def differing(run: SettlementRun, settled: Settlement) -> Sequence[str]:
    """The numbers of people whose stored statement is not what the replay gives."""
    stored = {
        one.number: (one.total, bytes(one.explanation))
        for one in PayStatement.objects.filter(run=run)
    }
    again = {
        one.person.id: (one.pay.total.value, pack(one.pay.total, one.others, rules=run.rules))
        for one in settled.statements
    }
    return sorted(
        number for number in stored.keys() | again.keys() if stored.get(number) != again.get(number)
    )
