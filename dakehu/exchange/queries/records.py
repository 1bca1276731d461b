"""Imports as records that others refer to."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.exchange.models import Import
from dakehu.exchange.queries.imports import sheet_name
from dakehu.kit.addresses import address
from dakehu.kit.registry import RecordKind


def _there(ids: Iterable[int]) -> set[int]:
    return set(Import.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def _title(number: int) -> str:
    found = Import.objects.get(pk=number)
    return f"{sheet_name(found.sheet)} {found.file_name}"


IMPORTS: Final = RecordKind(
    "import",
    _("导入"),
    exists=_there,
    title=_title,
    url=lambda number: address("exchange:import_detail", number),
)
