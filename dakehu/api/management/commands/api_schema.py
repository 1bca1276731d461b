"""`manage.py api_schema`: the OpenAPI document on standard output, for docs/api/openapi.json."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy as _

from dakehu.api.api.root import schema_document
from dakehu.api.kinds_paths import as_json


class Command(BaseCommand):
    """Write the document of the interface."""

    help = _("输出接口说明文件（OpenAPI）")  # type: ignore[assignment]
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_json(schema_document()), ending="")
