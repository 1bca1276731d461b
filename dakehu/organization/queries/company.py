"""The company and its legal entities."""

from django.db.models import QuerySet

from dakehu.organization.models import Company, LegalEntity


def company() -> Company | None:
    """The company of this installation, or None before the set-up."""
    return Company.objects.first()


def company_name() -> str:
    """What the company is called; empty before the set-up."""
    found = company()
    return found.name if found else ""


def legal_entities() -> QuerySet[LegalEntity]:
    """All legal entities, the default one first."""
    return LegalEntity.objects.all()
