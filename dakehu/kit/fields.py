"""Model fields: money, prices, quantities, rates and scores as scaled integers, and references.

SQLite keeps decimals as floats, so every such number is a whole number of its smallest unit in the
database and a `Decimal` in Python, exact on both databases.
"""

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import Avg, Field, Lookup, StdDev, Variance
from django.db.models.expressions import Col, Combinable, register_combinable_fields
from django.utils.translation import gettext as _

from dakehu.kit.refs import RecordRef

_LARGEST = 2**63 - 1
_MOST_PLACES = 40
_NUMBER = re.compile(r"-?[0-9]{1,17}(\.[0-9]{1,20})?")


def _has_mean(expression: Any) -> bool:
    return any(isinstance(one, Avg | StdDev | Variance) for one in expression.flatten())


class ScaledField(models.Field):  # type: ignore[type-arg]
    """A Decimal with exactly `places` decimals, stored as an integer.

    No integer field to Django: an integer column plus `Decimal("1.00")` would add one fen. Two
    columns of one kind add up; a number in an expression must say what it is,
    `Value(Decimal("1.00"), output_field=AmountField())`, else it is refused, read or written.
    """

    if TYPE_CHECKING:  # what the type checker takes and gives, in place of whole numbers
        _pyi_private_set_type: Decimal | int | str | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    places = 2

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def _scaled(self, value: Any) -> int:
        """`value` in the smallest unit; TypeError for floats, ValueError for too many decimals."""
        if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
            raise TypeError(f"{self.name}: give a Decimal, not {type(value).__name__}")
        if isinstance(value, str) and not _NUMBER.fullmatch(value):
            raise ValueError(f"{self.name}: {value!r} is no number")
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > _MOST_PLACES:
            raise ValueError(f"{self.name}: {value} is no amount that can be kept")
        with localcontext(prec=3 * _MOST_PLACES):
            scaled = number.scaleb(self.places)
            whole = int(scaled)
            is_exact = whole == scaled
        if not is_exact:
            raise ValueError(f"{self.name}: {value} has more than {self.places} decimals")
        if abs(whole) > _LARGEST:
            raise ValueError(f"{self.name}: {value} is too large")
        return whole

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]
        return self._scaled(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """What is written; FieldError for an expression that is not of this very kind."""
        if hasattr(value, "resolve_expression"):
            kind = type(value.output_field)
            if kind is not type(self):
                raise FieldError(f"{self.name}: {kind.__name__} is no {type(self).__name__}")
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        """The number; FieldError for a mean, which is in no whole units."""
        if value is None:
            return None
        if not isinstance(expression, Col) and _has_mean(expression):
            raise FieldError(f"{expression}: divide the sum by the count instead")
        # A sum of big integers comes back from PostgreSQL as a Decimal.
        return Decimal(int(value)).scaleb(-self.places)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            return Decimal(self._scaled(value)).scaleb(-self.places)
        except (TypeError, ValueError, ArithmeticError):
            raise ValidationError(_("请填写数字，小数最多 %d 位。") % self.places) from None

    @property
    def validators(self) -> list[Any]:
        return [*self._validators]  # type: ignore[attr-defined]

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        from dakehu.kit.rendering import AmountFormField

        form_class = AmountFormField if type(self) is AmountField else forms.DecimalField
        options = {"form_class": form_class, "decimal_places": self.places, "max_digits": 19}
        return Field.formfield(self, **{**options, **kwargs})


class AmountField(ScaledField):
    """Money in yuan, stored in fen."""

    places = 2


class UnitPriceField(ScaledField):
    """Yuan per unit, six decimals."""

    places = 6


class QuantityField(ScaledField):
    """A quantity, six decimals."""

    places = 6


class RateField(ScaledField):
    """A share or factor (0.08), stored in millionths."""

    places = 6


class ScoreField(ScaledField):
    """A score, two decimals."""

    places = 2


for _kind in (AmountField, UnitPriceField, QuantityField, RateField, ScoreField):
    for _connector in (Combinable.ADD, Combinable.SUB):
        register_combinable_fields(_kind, _connector, _kind, _kind)


class PathField(models.CharField):  # type: ignore[type-arg]
    """A place in a tree as text: `/1/4/7/`. `path__under="/1/4/"` finds it and all below.

    Compared byte by byte on both databases, so that a prefix is a range of the index.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found


@PathField.register_lookup
class Under(Lookup):  # type: ignore[type-arg]
    """All paths that begin with one, as a half-open range."""

    lookup_name = "under"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, of_column = self.process_lhs(compiler, connection)
        prefix = self.rhs
        if not isinstance(prefix, str) or not prefix.endswith("/"):
            raise ValueError(f"not a path: {prefix!r}")
        end = f"{prefix[:-1]}0"  # "0" follows "/"
        return f"({column} >= %s AND {column} < %s)", (*of_column, prefix, *of_column, end)


class RecordRefField(models.CharField):  # type: ignore[type-arg]
    """A reference to any record, stored as `kind:id`, a `RecordRef` in Python."""

    if TYPE_CHECKING:  # what the type checker takes and gives
        _pyi_private_set_type: RecordRef | str | Combinable | None  # type: ignore[assignment]
        _pyi_private_get_type: RecordRef  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> RecordRef | None:
        return RecordRef.parsed(value) if value else None

    def to_python(self, value: Any) -> RecordRef | None:
        if isinstance(value, RecordRef) or value in (None, ""):
            return value or None
        return RecordRef.parsed(value)

    def get_prep_value(self, value: Any) -> str | None:
        if value in (None, ""):
            return None if self.null else ""
        return str(value)
