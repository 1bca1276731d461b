"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class ConductConfig(AppConfig):
    """Points deducted, with their evidence."""

    name = "dakehu.conduct"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.conduct.wiring")
