"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    """Money received."""

    name = "dakehu.receipts"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.receipts.wiring")
