"""On what terms people are paid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from dakehu.kit.actors import Actor
from dakehu.pay.access import terms_visible_to
from dakehu.pay.data.schemes import SCHEMES
from dakehu.pay.models import PayTerms

SCHEME_WORDS: Final = dict(SCHEMES)


def terms_of(actor: Actor) -> QuerySet[PayTerms]:
    """What the actor sees, the latest first, with the people at hand."""
    return terms_visible_to(actor).select_related("staff").order_by("-valid_from", "-pk")


def of_person(rows: QuerySet[PayTerms], text: str) -> QuerySet[PayTerms]:
    return rows.filter(Q(staff__name__icontains=text) | Q(staff__number__iexact=text))


def all_terms(people: Iterable[int]) -> dict[int, list[PayTerms]]:
    """Every term of some people, the latest first; one query."""
    found: dict[int, list[PayTerms]] = defaultdict(list)
    for one in PayTerms.objects.filter(staff__in=list(people)).order_by("-valid_from"):
        found[one.staff_id].append(one)
    return found


def in_force(terms: Sequence[PayTerms], on: date) -> PayTerms | None:
    """Those of somebody's terms, the latest first, that hold on a day."""
    return next((one for one in terms if one.valid_from <= on), None)


def terms_there(ids: Iterable[int]) -> set[int]:
    return set(PayTerms.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = PayTerms.objects.select_related("staff").filter(pk=pk).first()
    return f"{found.staff.name} · {found.valid_from:%Y-%m}" if found else ""
