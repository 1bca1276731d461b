"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Working days, company days off and office hours."""

    name = "dakehu.calendar"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.calendar.wiring")
