"""What only the loaded application shows: relations, migrations, guards of every route."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from dakehu.kit.routes import every_route
from tests.architecture.house.tree import Tree

STACK = Tree(Path(__file__).resolve().parents[2]).stack
OWN = [model for model in apps.get_models() if model.__module__.startswith("dakehu.")]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_relations_point_down_the_stack_and_protect_what_they_point_at(
    model: type[models.Model],
) -> None:
    own_row = STACK[model._meta.app_label]
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey):
            continue
        target = field.related_model._meta.app_label
        assert target == model._meta.app_label or STACK[target] > own_row, field
        assert field.remote_field.on_delete in {models.PROTECT, models.CASCADE}, field
        inside = target == model._meta.app_label
        assert inside or field.remote_field.on_delete is models.PROTECT, field


def test_no_area_points_at_anything_by_content_type() -> None:
    pointing = [
        field
        for model in OWN
        for field in model._meta.get_fields()
        if getattr(field.related_model, "_meta", None)
        and field.related_model._meta.app_label == "contenttypes"
    ]
    assert pointing == []


def test_every_change_of_a_model_has_its_migration(db: None) -> None:
    own = sorted({model._meta.app_label for model in OWN})
    # Exits with a status where something is missing.
    assert call_command("makemigrations", *own, check=True, dry_run=True, verbosity=0) is None


def test_every_route_of_the_site_names_its_guard() -> None:
    bare = [route.pattern for route in every_route() if route.guard is None]
    assert bare == []


def test_every_area_of_the_application_is_installed() -> None:
    folders = {
        path.name for path in Path(settings.PACKAGE).iterdir() if (path / "apps.py").exists()
    }
    installed = {name.split(".")[1] for name in settings.INSTALLED_APPS if "dakehu." in name}
    assert folders == installed
