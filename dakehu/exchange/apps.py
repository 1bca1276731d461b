"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tables in and out: import and export."""

    name = "dakehu.exchange"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.exchange.wiring")
