"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Menu, home, first steps and everything that joins the areas into one site."""

    name = "dakehu.web"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.web.wiring")
