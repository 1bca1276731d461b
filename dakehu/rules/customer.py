"""The class of a customer by need, value and potential (S2-02, A-102)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, exactly, half_up
from dakehu.policy.figures import NUMBER, SCORE, TEXT, Figure, entered
from dakehu.policy.weights import HUNDRED, weighted
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import Asked, Number, one_form

_PARTS: Final[Mapping[str, str]] = {"need": "需求", "value": "价值", "potential": "潜力"}


class CustomerGrade(NamedTuple):
    """A customer's score and the grade that it reaches."""

    score: Figure
    grade: Figure


@exactly
def customer_grade(
    book: Rulebook, *, need: Decimal, value: Decimal, potential: Decimal
) -> CustomerGrade:
    """The weighted score, half up to two decimals, and the best grade that it reaches (S2-02)."""
    scores = (need, value, potential)
    score = Figure(
        "score",
        "综合得分",
        half_up(weighted(scores, book["class.weights"])),
        SCORE,
        "({0} × {1} + {2} × {3} + {4} × {5}) ÷ 100",
        book.source("class.weights"),
        _weighed(book, scores),
    )
    row, (name, edge) = next(
        (row, grade) for row, grade in enumerate(book["class.grades"]) if score.value >= grade[1]
    )
    source = book.source("class.grades", row)
    line = Figure("class.grades", f"{name} 类下限", edge, NUMBER, "制度规定", source)
    grade = Figure("grade", "客户等级", name, TEXT, "得分 {0}，达到 {1} 分", source, (score, line))
    return CustomerGrade(score, grade)


def _weighed(book: Rulebook, scores: tuple[Decimal, ...]) -> tuple[Figure, ...]:
    """Each score followed by its weight."""
    figures: list[Figure] = []
    rows = zip(_PARTS.items(), scores, book["class.weights"], strict=True)
    for row, ((key, label), score, weight) in enumerate(rows):
        source = book.source("class.weights", row)
        figures.append(entered(key, f"{label}评分", score, NUMBER))
        figures.append(Figure(f"weight_{key}", f"{label}权重", weight, NUMBER, "制度规定", source))
    return tuple(figures)


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    graded = customer_grade(book, **values)
    fields = {"score": graded.score.written(), "grade": graded.grade.value}
    return Answer(fields, graded.grade)


_SCORE: Final = Number(least=ZERO, most=HUNDRED)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="customer_grade",
        title="客户等级",
        signature=one_form(need=Asked(_SCORE), value=Asked(_SCORE), potential=Asked(_SCORE)),
        rule=_answer,
        amount_field="need",
    ),
)
