"""Rows of a file against stored rows of the same key: which are new or changed; stored in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from dakehu.kit.bulk import insert_rows
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import Checked, Fault, Standing, Written

Row = TypeVar("Row", bound=models.Model)
Key = tuple[Any, ...]

BATCH: Final = 1000
_AFTER: Final = "="
"""Beside what a changed row held before: what it holds since, to see whether it still does."""


class UnableToStoreRows(UnableTo):
    """Somebody else stored rows under the same keys just now."""


class UnableToTakeBack(UnableTo):
    """What an import wrote cannot be taken back: something was built on it."""


def refuse_faulty(found: Checked, error: type[UnableTo]) -> None:
    """Raise the first fault of a check, for a service that stores one row."""
    faults: list[Fault] = [one for one in found.faults if not one.is_notice]
    if faults:
        raise error(f"{faults[0].message}{faults[0].remedy}", field=faults[0].column)


def counts_of(written: Sequence[Written]) -> dict[str, int]:
    """How many rows were new and how many changed, for the note of an import."""
    new = sum(one.before is None for one in written)
    return {"count": new, "changed": len(written) - new}


@dataclass(frozen=True)
class Wanted:
    """A row as it shall be stored: its number in the file, and values by column of the table."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class KeyedRows(Generic[Row]):
    """How the rows of a table are told apart.

    `kind` is their record kind; `key` the columns that name a row; `compared` those that a file
    may change, `along` those that are written with them but make no difference. `live` leaves out
    what no longer counts. A column that a wanted row does not name stays as it is.
    """

    kind: str
    model: type[Row]
    key: tuple[str, ...]
    compared: tuple[str, ...]
    along: tuple[str, ...] = ()
    live: models.Q = field(default_factory=models.Q)

    def key_of(self, values: Mapping[str, Any]) -> Key:
        return tuple(values[one] for one in self.key)

    def stored(self, wanted: Iterable[Wanted], *, is_locked: bool = False) -> dict[Key, Row]:
        """The live rows under the keys of some wanted rows; one query."""
        keys = {self.key_of(one.values) for one in wanted}
        if not keys:
            return {}
        near = {
            f"{name}__in": {key[place] for key in keys}
            for place, name in enumerate(self.key)
            if None not in {key[place] for key in keys}
        }
        rows = self.model._default_manager.filter(self.live, **near)
        if is_locked:
            rows = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
        by_key = ((tuple(getattr(row, one) for one in self.key), row) for row in rows)
        return {key: row for key, row in by_key if key in keys}

    def standing(self, wanted: Sequence[Wanted], stored: Mapping[Key, Row]) -> dict[int, Standing]:
        """How each wanted row stands to what is stored."""
        found: dict[int, Standing] = {}
        for one in wanted:
            there = stored.get(self.key_of(one.values))
            if there is not None:
                differs = self._differs(one, there)
                found[one.number] = Standing.CHANGED if differs else Standing.SAME
        return found

    def write(self, wanted: Sequence[Wanted], **first: Any) -> list[Written]:
        """Store what is new and what differs, in a few statements; what is the same is left alone.

        `first` are values of new rows alone.
        """
        stored = self.stored(wanted, is_locked=True)
        new = [one for one in wanted if self.key_of(one.values) not in stored]
        made = [self.model(**{**first, **one.values}) for one in new]
        written = self._changed(wanted, stored)
        try:
            with transaction.atomic():
                insert_rows(made)
        except IntegrityError as error:
            told = _("其中有记录刚刚由别人录入。请重新检查这份文件，再导入。")
            raise UnableToStoreRows(told) from error
        written += [
            Written(one.number, RecordRef(self.kind, row.pk))
            for one, row in zip(new, made, strict=True)
        ]
        return written

    def take_back(self, written: Sequence[Written]) -> None:
        """Delete the rows that were new and give the others back what they held."""
        new = [one.record.id for one in written if one.before is None]
        self.model._default_manager.filter(pk__in=new).delete()
        self.give_back(written)

    def give_back(self, written: Sequence[Written]) -> None:
        """Give changed rows back what they held; UnableToTakeBack where one was changed again."""
        changed = {one.record.id: one for one in written if one.before is not None}
        rows = self.held(changed.values())
        names: set[str] = set()
        for row in rows:
            one = changed[row.pk]
            before = dict(one.before or {})
            self._require_as_written(row, before.pop(_AFTER, {}), one.row)
            for name, text in before.items():
                setattr(row, name, self._field(name).to_python(text))
            names |= set(before)
        self._update(rows, names)

    def held(self, written: Iterable[Written]) -> list[Row]:
        """The stored rows behind what was written, locked."""
        ids = [one.record.id for one in written]
        rows = self.model._default_manager.filter(pk__in=ids).order_by("pk")
        return list(rows.select_for_update(no_key=True, of=("self",)))

    def _changed(self, wanted: Sequence[Wanted], stored: Mapping[Key, Row]) -> list[Written]:
        written, rows = [], []
        for one in wanted:
            there = stored.get(self.key_of(one.values))
            if there is None or not self._differs(one, there):
                continue
            names = [name for name in (*self.compared, *self.along) if name in one.values]
            before = {name: self._text(there, name) for name in names}
            for name in names:
                setattr(there, name, one.values[name])
            all_names = (*self.compared, *self.along)
            before[_AFTER] = {name: self._text(there, name) for name in all_names}
            rows.append(there)
            written.append(Written(one.number, RecordRef(self.kind, there.pk), before))
        self._update(rows, {*self.compared, *self.along})
        return written

    def _require_as_written(self, row: Row, after: Mapping[str, Any], number: int) -> None:
        if any(getattr(row, name) != self._field(name).to_python(after[name]) for name in after):
            told = _("第 %d 行写入的内容之后又有改动，不能撤销导入。请逐条修改。")
            raise UnableToTakeBack(told % number)

    def _update(self, rows: Sequence[Row], names: set[str]) -> None:
        if rows:
            self.model._default_manager.bulk_update(rows, sorted(names), batch_size=BATCH)

    def _differs(self, one: Wanted, there: Row) -> bool:
        return any(
            name in one.values and getattr(there, name) != one.values[name]
            for name in self.compared
        )

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _text(self, row: Row, name: str) -> Any:
        """A value as it can be kept in JSON."""
        value = getattr(row, name)
        if value is None or isinstance(value, bool | int | str):
            return value
        return self._field(name).value_to_string(row)
