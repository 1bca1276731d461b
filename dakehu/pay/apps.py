"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PayConfig(AppConfig):
    """Pay basics, and later the month's pay."""

    name = "dakehu.pay"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.pay.wiring")
