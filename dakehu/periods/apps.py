"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    """Months and their freeze."""

    name = "dakehu.periods"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.periods.wiring")
