"""The one way to write: all of it or nothing, and a note of each change."""

from datetime import datetime

import pytest

from dakehu.audit.models import Entry
from dakehu.kit.actors import system
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import current, work
from tests.kit.conftest import AT, SOMEBODY
from tests.kit.sample import Sample


class Trouble(Exception):
    """Something goes wrong in the middle."""


def _fails(samples: type[Sample], told: list[str]) -> None:
    """A unit that writes a row and a note, asks for something to follow, and then fails."""
    with work(by=SOMEBODY, at=AT) as unit:
        samples.objects.create(name="undone")
        unit.note("tests.undone")
        unit.after_commit(lambda: told.append("undone"))
        raise Trouble


def test_a_unit_stores_its_rows_and_its_notes_together(samples: type[Sample]) -> None:
    with work(by=SOMEBODY, at=AT) as unit:
        row = samples.objects.create(name="row")
        unit.note("tests.made", RecordRef("sample", row.pk), name="row")

    entry = Entry.objects.get()
    assert (entry.action, entry.at, entry.actor_name) == ("tests.made", AT, "林晓雯")
    assert entry.record == f"sample:{row.pk}"


def test_whatever_fails_leaves_neither_rows_nor_notes(samples: type[Sample]) -> None:
    with pytest.raises(Trouble):
        _fails(samples, [])

    assert not samples.objects.exists()
    assert not Entry.objects.exists()


def test_an_inner_unit_that_fails_takes_only_its_own_part_back(samples: type[Sample]) -> None:
    with work(by=SOMEBODY, at=AT) as outer:
        samples.objects.create(name="outer")
        outer.note("tests.outer")
        with pytest.raises(Trouble):
            _fails(samples, [])

    assert samples.objects.get().name == "outer"
    assert Entry.objects.get().action == "tests.outer"


def test_an_inner_unit_notes_its_own_actor_at_the_outer_moment(db: None) -> None:
    later = AT.replace(year=2027)
    with work(by=SOMEBODY, at=AT), work(by=system("starter"), at=later) as inner:
        inner.note("tests.inner")

    entry = Entry.objects.get()
    assert (entry.actor_name, entry.user_id, entry.at) == ("starter", None, AT)


def test_what_shall_follow_runs_only_after_a_good_end(samples: type[Sample]) -> None:
    told: list[str] = []
    with pytest.raises(Trouble):
        _fails(samples, told)
    with work(by=SOMEBODY, at=AT) as unit:
        unit.after_commit(lambda: told.append("stored"))
        assert told == []

    assert told == ["stored"]


def test_a_moment_without_a_time_zone_is_refused(db: None) -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"), work(by=SOMEBODY, at=naive):
        pass


def test_there_is_no_current_unit_outside_of_one() -> None:
    with pytest.raises(RuntimeError, match="open work"):
        current()
