"""The shape of a policy file, checked by pydantic: field names, types, and plain slips."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Article = Annotated[str, Field(pattern=r"^第[1-9][0-9]*条(\([一二三四五六七八九十]+\))?$")]
WholeArticle = Annotated[str, Field(pattern=r"^第[1-9][0-9]*条$")]
RuleID = Annotated[str, Field(pattern=r"^S[1-5]-[0-9A-Za-z.]+$")]
Decision = Annotated[str, Field(pattern=r"^A-[0-9]{2,3}$")]
ChainCode = Annotated[str, Field(pattern=r"^CH-[0-9]+$")]
Guard = Annotated[str, Field(pattern=r"^G-[0-9]{2}$")]
Seats = Annotated[list[str], BeforeValidator(lambda raw: [raw] if isinstance(raw, str) else raw)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class ItemFile(_Strict):
    """An item of a clause."""

    item: Annotated[str, Field(pattern=r"^[一二三四五六七八九十]+$")]
    text: Annotated[str, Field(min_length=4)]
    covers: list[RuleID] = []


class ClauseFile(_Strict):
    """A clause."""

    article: WholeArticle
    title: Annotated[str, Field(min_length=2)]
    text: str = ""
    items: list[ItemFile] = []
    covers: list[RuleID] = []
    decides: list[Decision] = []
    chains: list[ChainCode] = []
    guards: list[Guard] = []
    proposal: bool = False
    purpose: str = ""


class ChapterFile(_Strict):
    """A chapter with its clauses."""

    title: str
    clauses: list[ClauseFile]


class ParameterFile(_Strict):
    """A parameter; its value is checked by its type, not here."""

    key: str
    article: WholeArticle
    name: str
    unit: str = ""
    value: Any
    rows: list[Article] = []
    decides: list[Decision] = []
    read_by: str = "rules"
    adopted_on: date | None = None
    effective_from: date | None = None


class StepFile(_Strict):
    """A step of a chain."""

    seat: Seats
    does: Literal[
        "file",
        "opinion",
        "approve",
        "decide",
        "check",
        "confirm",
        "issue",
        "pay",
        "record",
        "see",
    ]
    may: list[str] = []


class VariantFile(_Strict):
    """A variant of a chain: the facts it fits and its steps."""

    when: dict[str, str] = {}
    because: str
    steps: Annotated[list[StepFile], Field(min_length=1)]


class ChainFile(_Strict):
    """An approval chain."""

    code: ChainCode
    title: str
    article: Article
    proposal: bool = False
    variants: Annotated[list[VariantFile], Field(min_length=1)]


class PolicyFile(_Strict):
    """One version of a policy."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    title: str
    version: str
    adopted_on: date
    effective_from: date
    approved_by: str
    authority: ChainCode
    touches_pay: bool = False
    summary: str
    chapters: list[ChapterFile]
    parameters: list[ParameterFile] = []
    chains: list[ChainFile] = []


def checked(raw: Any) -> dict[str, Any]:
    """The file's content as plain data; pydantic's ValidationError where its shape is wrong."""
    return PolicyFile.model_validate(raw).model_dump(mode="json")
