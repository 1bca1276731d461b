"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class DealsConfig(AppConfig):
    """Quotes, and later opportunities, contracts and tenders."""

    name = "dakehu.deals"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.deals.wiring")
