"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class RewardsConfig(AppConfig):
    """Shares of projects, and later rebates and commission."""

    name = "dakehu.rewards"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.rewards.wiring")
