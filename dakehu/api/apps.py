"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The REST interface over the same services."""

    name = "dakehu.api"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.api.wiring")
