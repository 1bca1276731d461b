"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """Targets of people and departments."""

    name = "dakehu.targets"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.targets.wiring")
