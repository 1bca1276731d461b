"""The area as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may sign in: users, passwords, second factor, sessions, API tokens."""

    name = "dakehu.accounts"

    def ready(self) -> None:
        """Plug the area into the engines below it."""
        import_module("dakehu.accounts.wiring")
