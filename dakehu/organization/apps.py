"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    """Units, positions, staff, appointments, deputies and delegations."""

    name = "dakehu.organization"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.organization.wiring")
