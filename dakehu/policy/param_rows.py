"""Parameter types of several rows: bands, coefficients, weights, grades, ranges, rhythms."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dakehu.policy.brackets import Brackets, BracketsError
from dakehu.policy.decimals import ZERO, grouped_text, percent_text, plain_text
from dakehu.policy.param_types import ParamError, Rate, Single, Whole, Yuan, number_of, rows_of
from dakehu.policy.weights import HUNDRED


@dataclass(frozen=True)
class Listed:
    """A list of words without repetition; any words where no labels are set."""

    labels: Mapping[str, str] | None

    def parse(self, raw: Any) -> tuple[str, ...]:
        """The words in their order."""
        rows = rows_of(raw)
        for row in rows:
            if not isinstance(row, str) or (self.labels is not None and row not in self.labels):
                raise ParamError("列表中有不允许的项")
        if len(set(rows)) != len(rows):
            raise ParamError("列表中有重复的项")
        return tuple(str(row) for row in rows)

    def show(self, value: tuple[str, ...]) -> str:
        """The labels joined."""
        return "、".join(self._label(word) for word in value) or "无"

    def parts(self, value: tuple[str, ...]) -> Sequence[Mapping[str, str]]:
        """Each word."""
        return [{"": self._label(word)} for word in value]

    def _label(self, word: str) -> str:
        return word if self.labels is None else self.labels[word]


@dataclass(frozen=True)
class BandsType:
    """Bands: `[from, rate]` rows ascending from 0 (A-01)."""

    def parse(self, raw: Any) -> Brackets:
        """Brackets with Decimal edges and shares from 0 to 1."""
        rows: list[tuple[Decimal, Decimal]] = []
        for row in rows_of(raw):
            edge, rate = rows_of(row, 2)
            rows.append((number_of(edge), Rate().parse(rate)))
        try:
            return Brackets.of(rows)
        except BracketsError as error:
            raise ParamError(f"第 {error.row + 1} 档：{error}") from error

    def show(self, value: Brackets) -> str:
        """不满 200,000 元的为 20%;200,000 元以上不满 500,000 元的为 17%;…"""
        told: list[str] = []
        for band in value.bands:
            if band.to is None:
                reach = f"{grouped_text(band.from_, always_fen=False)} 元以上的"
            else:
                lower = grouped_text(band.from_, always_fen=False) + " 元以上" if band.index else ""
                reach = f"{lower}不满 {grouped_text(band.to, always_fen=False)} 元的"
            told.append(f"{reach}为 {percent_text(band.rate)}")
        return "；".join(told)

    def parts(self, value: Brackets) -> Sequence[Mapping[str, str]]:
        """Each band's lower edge and rate."""
        return [
            {
                "": percent_text(band.rate),
                "from": grouped_text(band.from_, always_fen=False),
                "rate": percent_text(band.rate),
            }
            for band in value.bands
        ]


@dataclass(frozen=True)
class Coefficient:
    """One row of the pay coefficients: from which score, and the factor (None: score ÷ 100)."""

    index: int
    from_: Decimal
    factor: Decimal | None


@dataclass(frozen=True)
class Coefficients:
    """`[from score, factor or "score"]` rows, descending to 0 (S4-6.7 to S4-6.10)."""

    def parse(self, raw: Any) -> tuple[Coefficient, ...]:
        """The rows, highest first."""
        rows: list[Coefficient] = []
        for index, row in enumerate(rows_of(raw)):
            edge, factor = rows_of(row, 2)
            by_score = factor == "score"
            rows.append(
                Coefficient(index, number_of(edge), None if by_score else number_of(factor))
            )
        if not rows or rows[-1].from_ != ZERO:
            raise ParamError("各档须由高到低排列，最后一档从 0 起")
        for upper, lower in itertools.pairwise(rows):
            if lower.from_ >= upper.from_:
                raise ParamError("各档须由高到低排列，最后一档从 0 起")
        if any(row.factor is not None and row.factor < ZERO for row in rows):
            raise ParamError("系数不能小于 0")
        return tuple(rows)

    def show(self, value: tuple[Coefficient, ...]) -> str:
        """95 分以上为 105%;90 分以上为 100%;…"""
        told = ((plain_text(row.from_), self._factor(row), row.factor) for row in value)
        return "；".join(
            f"{edge} 分以上为{'' if factor is None else ' '}{word}" for edge, word, factor in told
        )

    def parts(self, value: tuple[Coefficient, ...]) -> Sequence[Mapping[str, str]]:
        """Each row's lower score and factor."""
        return [
            {"": self._factor(row), "from": plain_text(row.from_), "rate": self._factor(row)}
            for row in value
        ]

    def _factor(self, row: Coefficient) -> str:
        return "得分的百分比" if row.factor is None else percent_text(row.factor)


@dataclass(frozen=True)
class Weights:
    """Points per part that sum to 100."""

    names: tuple[str, ...]

    def parse(self, raw: Any) -> tuple[Decimal, ...]:
        """One Decimal per name."""
        weights = tuple(number_of(row) for row in rows_of(raw, len(self.names)))
        if any(weight < ZERO for weight in weights) or sum(weights) != HUNDRED:
            raise ParamError("各项权重不能为负，合计须为 100")
        return weights

    def show(self, value: tuple[Decimal, ...]) -> str:
        """业绩 60 分、能力 20 分、态度 20 分"""
        told = zip(self.names, value, strict=True)
        return "、".join(f"{name} {plain_text(weight)} 分" for name, weight in told)

    def parts(self, value: tuple[Decimal, ...]) -> Sequence[Mapping[str, str]]:
        """Each weight."""
        return [{"": plain_text(weight)} for weight in value]


@dataclass(frozen=True)
class Grades:
    """`[grade, from score]` rows, best first, the last from 0 (S2-02)."""

    def parse(self, raw: Any) -> tuple[tuple[str, Decimal], ...]:
        """The rows, best first."""
        grades: list[tuple[str, Decimal]] = []
        for row in rows_of(raw):
            name, edge = rows_of(row, 2)
            if not isinstance(name, str) or not name:
                raise ParamError("等级名称须为文字")
            grades.append((str(name), number_of(edge)))
        edges = [edge for _, edge in grades]
        if not grades or edges[-1] != ZERO or edges != sorted(set(edges), reverse=True):
            raise ParamError("各等级须由高到低排列，最后一级从 0 起")
        return tuple(grades)

    def show(self, value: tuple[tuple[str, Decimal], ...]) -> str:
        """80 分以上为 A 类、60 分以上为 B 类、0 分以上为 C 类"""
        return "、".join(f"{plain_text(edge)} 分以上为 {name} 类" for name, edge in value)

    def parts(self, value: tuple[tuple[str, Decimal], ...]) -> Sequence[Mapping[str, str]]:
        """Each grade's name and lower score."""
        return [{"": name, "from": plain_text(edge)} for name, edge in value]


@dataclass(frozen=True)
class PointsRange:
    """`[min, max, proposed]` points, whole."""

    def parse(self, raw: Any) -> tuple[int, int, int]:
        """Three ints with min ≤ proposed ≤ max."""
        least, most, proposed = (Whole(0, 100).parse(row) for row in rows_of(raw, 3))
        if not least <= proposed <= most:
            raise ParamError("须为最低、最高、建议三项，建议值在两者之间")
        return least, most, proposed

    def show(self, value: tuple[int, int, int]) -> str:
        """2 至 5 分"""
        return f"{value[0]} 至 {value[1]} 分"

    def parts(self, value: tuple[int, int, int]) -> Sequence[Mapping[str, str]]:
        """Least, most, proposed."""
        return [{"": str(points)} for points in value]


@dataclass(frozen=True)
class AmountRange:
    """`[min, max]` in yuan."""

    def parse(self, raw: Any) -> tuple[Decimal, Decimal]:
        """Two Decimals, the first not above the second."""
        least, most = (Yuan().parse(row) for row in rows_of(raw, 2))
        if least > most:
            raise ParamError("下限不能高于上限")
        return least, most

    def show(self, value: tuple[Decimal, Decimal]) -> str:
        """100 至 500 元"""
        return " 至 ".join(Yuan().show(each) for each in value) + " 元"

    def parts(self, value: tuple[Decimal, Decimal]) -> Sequence[Mapping[str, str]]:
        """Least and most."""
        return [{"": Yuan().show(each)} for each in value]


@dataclass(frozen=True)
class WholeTriple:
    """Three whole numbers with a name each, ascending."""

    names: tuple[str, str, str]
    unit: str

    def parse(self, raw: Any) -> tuple[int, ...]:
        """Three ints."""
        numbers = tuple(Whole(0, 3650).parse(row) for row in rows_of(raw, 3))
        if list(numbers) != sorted(numbers):
            raise ParamError("三项须依次不减")
        return numbers

    def show(self, value: tuple[int, ...]) -> str:
        """转办 1 个工作日、答复 3 个工作日、办结 10 个工作日"""
        told = zip(self.names, value, strict=True)
        return "、".join(f"{name} {number} {self.unit}" for name, number in told)

    def parts(self, value: tuple[int, ...]) -> Sequence[Mapping[str, str]]:
        """Each number."""
        return [{"": str(number)} for number in value]


_RHYTHM: Final = re.compile(r"([1-9][0-9]?)/(week|month|quarter|half_year|year)")
_PER: Final = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}


@dataclass(frozen=True)
class Rhythms(Single):
    """How often per grade: `{"A": "2/month"}`."""

    def parse(self, raw: Any) -> dict[str, str]:
        """Grade → times per period."""
        if not isinstance(raw, Mapping) or not raw:
            raise ParamError("须为各等级的频次表")
        for name, text in raw.items():
            if not isinstance(text, str) or _RHYTHM.fullmatch(text) is None:
                raise ParamError(f"{name} 的频次须为 2/month 这样的形式")
        return {str(name): str(text) for name, text in raw.items()}

    def show(self, value: Mapping[str, str]) -> str:
        """A 类客户每月 2 次、B 类客户每月 1 次"""
        told: list[str] = []
        for name, text in value.items():
            times, _, period = text.partition("/")
            told.append(f"{name} 类客户{_PER[period]} {times} 次")
        return "、".join(told)


@dataclass(frozen=True)
class Mapped(Single):
    """Names mapped to words, of a list where labels are set."""

    labels: Mapping[str, str] | None
    form: str

    def parse(self, raw: Any) -> dict[str, str]:
        """Name → word."""
        if not isinstance(raw, Mapping):
            raise ParamError("须为对照表")
        for word in raw.values():
            if not isinstance(word, str) or (self.labels is not None and word not in self.labels):
                raise ParamError("对照表中有不允许的项")
        return {str(name): str(word) for name, word in raw.items()}

    def show(self, value: Mapping[str, str]) -> str:
        """Each pair in the form set."""
        labels = self.labels or {}
        return "、".join(
            self.form.format(name=name, value=labels.get(word, word))
            for name, word in value.items()
        )
