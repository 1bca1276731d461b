"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Cost prices of products, and who sees cost."""

    name = "dakehu.catalog"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.catalog.wiring")
