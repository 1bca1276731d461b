"""Who sees which rows, in each of the four scopes, by the index."""

import pytest
from django.db import connection
from django.db.models import Q

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope
from dakehu.kit.scoping import visible
from tests.kit.sample import Sample

SCOPES = ("ka_rep", "dept_head", "ka_head", "gm")
SEE = Permission(
    "tests.see",
    "看样例",
    {
        "ka_rep": Scope.OWN,
        "dept_head": Scope.DEPARTMENT,
        "ka_head": Scope.SUBTREE,
        "gm": Scope.ALL,
    },
)


def _actor(*roles: str, staff_id: int | None = 7) -> Actor:
    posts = tuple((role, "/1/4/") for role in roles)
    return Actor(7, "甲", staff_id, frozenset(roles), unit_paths=("/1/4/",), posts=posts)


@pytest.fixture
def rows(samples: type[Sample]) -> type[Sample]:
    """Rows of the person, of the department, of a team below it, and of strangers."""
    for name, owner, path in [
        ("own", 7, "/1/4/"),
        ("elsewhere", 7, "/1/9/"),
        ("colleague", 8, "/1/4/"),
        ("below", 9, "/1/4/12/"),
        ("lookalike", 10, "/1/40/"),
        ("stranger", 11, "/1/5/"),
    ]:
        samples.objects.create(name=name, owner_id=owner, department_path=path)
    return samples


@pytest.mark.parametrize(
    "role, seen",
    [
        ("finance", set()),
        ("ka_rep", {"own", "elsewhere"}),
        ("dept_head", {"own", "elsewhere", "colleague"}),
        ("ka_head", {"own", "elsewhere", "colleague", "below"}),
        ("gm", {"own", "elsewhere", "colleague", "below", "lookalike", "stranger"}),
    ],
)
def test_each_scope_reaches_its_rows_and_no_others(
    rows: type[Sample], role: str, seen: set[str]
) -> None:
    found = visible(rows.objects.all(), _actor(role), SEE)

    assert set(found.values_list("name", flat=True)) == seen


def test_several_roles_give_the_widest_scope(rows: type[Sample]) -> None:
    assert visible(rows.objects.all(), _actor("ka_rep", "gm"), SEE).count() == 6


def test_a_team_opens_further_rows(rows: type[Sample]) -> None:
    found = visible(rows.objects.all(), _actor("ka_rep"), SEE, team=Q(name="stranger"))

    assert found.filter(name="stranger").exists()


def test_somebody_without_a_staff_file_owns_nothing(rows: type[Sample]) -> None:
    assert not visible(rows.objects.all(), _actor("ka_rep", staff_id=None), SEE).exists()


@pytest.mark.parametrize("role", ["ka_rep", "dept_head", "ka_head"])
def test_the_database_answers_by_an_index(samples: type[Sample], role: str) -> None:
    samples.objects.bulk_create(
        Sample(name=str(n), owner_id=n, department_path=f"/1/{n}/") for n in range(4000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plan = visible(samples.objects.all(), _actor(role), SEE).explain().lower()

    assert "index" in plan
    assert "seq scan" not in plan
    assert "scan sample_sample\n" not in f"{plan}\n"


def test_a_role_reaches_only_the_units_in_which_it_is_held(rows: type[Sample]) -> None:
    posts = (("dept_head", "/1/4/"), ("finance", "/1/5/"))
    both = Actor(
        *(7, "甲", 7, frozenset({"dept_head", "finance"})),
        unit_paths=("/1/4/", "/1/5/"),
        posts=posts,
    )

    assert not visible(rows.objects.all(), both, SEE).filter(name="stranger").exists()
    assert visible(rows.objects.all(), both, SEE).filter(name="colleague").exists()
