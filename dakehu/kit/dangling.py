"""References that lead nowhere: a walk over every RecordRefField of every table."""

from dataclasses import dataclass

from django.apps import apps

from dakehu.kit.fields import RecordRefField
from dakehu.kit.refs import RecordRef, missing


@dataclass(frozen=True)
class Dangling:
    """A reference without its record, and where it stands."""

    table: str
    column: str
    ref: RecordRef


def dangling_references() -> list[Dangling]:
    """All references of all tables whose record is not there.

    The audit trail is left out: it outlives the records that it tells of.
    """
    found: list[Dangling] = []
    for model in apps.get_models():
        if model._meta.app_label == "audit":
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, RecordRefField):
                continue
            refs = model._default_manager.values_list(field.name, flat=True).distinct()
            gone = missing(ref for ref in refs.iterator() if ref)
            found += [Dangling(model._meta.db_table, field.name, ref) for ref in gone]
    return found
