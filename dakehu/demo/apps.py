"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo company: made by calling services, restored at will."""

    name = "dakehu.demo"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.demo.wiring")
