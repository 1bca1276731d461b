"""The kit as a Django application."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Own tables of the kit: idempotency keys, jobs, settings of the installation, saved views."""

    name = "dakehu.kit"
    verbose_name = "Kit"
