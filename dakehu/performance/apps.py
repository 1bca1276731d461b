"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Scores of the monthly appraisal."""

    name = "dakehu.performance"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.performance.wiring")
