"""The company and its legal entities."""

from django.db.models import QuerySet

from dakehu.kit.keeping import kept
from dakehu.organization.models import Company, LegalEntity


def company() -> Company | None:
    """The company of this installation, or None before the set-up."""
    return Company.objects.first()


def company_name() -> str:
    """What the company is called; empty before the set-up."""
    return kept("organization", "company_name", lambda: str(company() or ""))


def legal_entities() -> QuerySet[LegalEntity]:
    """All legal entities, the default one first."""
    return LegalEntity.objects.all()
