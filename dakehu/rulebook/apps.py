"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """The published policies: versions, clauses, parameters in force."""

    name = "dakehu.rulebook"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.rulebook.wiring")
