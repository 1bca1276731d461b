"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments, numbers and papers."""

    name = "dakehu.documents"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.documents.wiring")
