"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did or saw what, when: append-only and chained."""

    name = "dakehu.audit"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.audit.wiring")
