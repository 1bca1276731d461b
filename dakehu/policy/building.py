"""From a checked policy file to frozen values: parameters typed, references resolved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dakehu.policy.book import PLACEHOLDER, Clause, Item, Parameter, Policy
from dakehu.policy.chains import Chain, StepRule, Variant
from dakehu.policy.param_types import ParamError
from dakehu.policy.params import TYPES, parse_parameter


class BookError(ValueError):
    """A policy file cannot be used; the message names file, place and what to mend."""


def policy_of(raw: Mapping[str, Any], where: str) -> Policy:
    """The policy version that a checked file holds; BookError where its parts do not fit."""
    clauses = tuple(
        _clause(clause, chapter["title"])
        for chapter in raw["chapters"]
        for clause in chapter["clauses"]
    )
    articles = _articles(clauses, where)
    policy = Policy(
        code=raw["code"],
        title=raw["title"],
        version=raw["version"],
        adopted_on=date.fromisoformat(raw["adopted_on"]),
        effective_from=date.fromisoformat(raw["effective_from"]),
        approved_by=raw["approved_by"],
        authority=raw["authority"],
        touches_pay=raw["touches_pay"],
        summary=raw["summary"],
        clauses=clauses,
        parameters=_parameters(raw, articles, where),
        chains={each["code"]: _chain(each) for each in raw["chains"]},
    )
    _check_placeholders(policy, where)
    for chain in policy.chains.values():
        if chain.article not in articles:
            raise BookError(f"{where}：审批链 {chain.code} 所引的 {chain.article} 不存在")
    return policy


def _clause(raw: Mapping[str, Any], chapter: str) -> Clause:
    return Clause(
        article=raw["article"],
        title=raw["title"],
        text=raw["text"].strip(),
        chapter=chapter,
        items=tuple(
            Item(item["item"], item["text"].strip(), tuple(item["covers"])) for item in raw["items"]
        ),
        covers=tuple(raw["covers"]),
        decides=tuple(raw["decides"]),
        chains=tuple(raw["chains"]),
        guards=tuple(raw["guards"]),
        proposal=raw["proposal"],
        purpose=raw["purpose"],
    )


def _articles(clauses: tuple[Clause, ...], where: str) -> set[str]:
    articles: set[str] = set()
    for clause in clauses:
        names = [clause.article, *(f"{clause.article}({item.number})" for item in clause.items)]
        for name in names:
            if name in articles:
                raise BookError(f"{where}：{name} 出现了两次")
            articles.add(name)
    return articles


def _parameters(raw: Mapping[str, Any], articles: set[str], where: str) -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    for entry in raw["parameters"]:
        key = entry["key"]
        if key not in TYPES:
            raise BookError(f"{where}：没有参数 {key}，请检查拼写")
        if key in parameters:
            raise BookError(f"{where}：参数 {key} 出现了两次")
        for article in (entry["article"], *entry["rows"]):
            if article not in articles:
                raise BookError(f"{where}：参数 {key} 所引的 {article} 不存在")
        try:
            value = parse_parameter(key, entry["value"])
        except ParamError as error:
            raise BookError(f"{where}：参数 {key}({entry['article']})：{error}") from error
        parameters[key] = Parameter(
            key=key,
            name=entry["name"],
            unit=entry["unit"],
            article=entry["article"],
            raw=entry["value"],
            value=value,
            adopted_on=date.fromisoformat(entry["adopted_on"] or raw["adopted_on"]),
            effective_from=date.fromisoformat(entry["effective_from"] or raw["effective_from"]),
            rows=tuple(entry["rows"]),
            decides=tuple(entry["decides"]),
            read_by=entry["read_by"],
        )
    return parameters


def _chain(raw: Mapping[str, Any]) -> Chain:
    return Chain(
        code=raw["code"],
        title=raw["title"],
        article=raw["article"],
        variants=tuple(
            Variant(
                when=variant["when"],
                because=variant["because"],
                steps=tuple(
                    StepRule(tuple(step["seat"]), step["does"], tuple(step["may"]))
                    for step in variant["steps"]
                ),
            )
            for variant in raw["variants"]
        ),
    )


def _check_placeholders(policy: Policy, where: str) -> None:
    """Every brace in a text is a parameter of this policy that can be told in words."""
    for clause in policy.clauses:
        for text in (clause.text, *(item.text for item in clause.items)):
            rest = PLACEHOLDER.sub("", text)
            if "{" in rest or "}" in rest:
                raise BookError(f"{where}：{clause.article} 的正文中有写错的参数引用")
            for match in PLACEHOLDER.finditer(text):
                if match.group(1) not in policy.parameters:
                    raise BookError(
                        f"{where}：{clause.article} 引用了不存在的参数 {match.group(1)}"
                    )
                try:
                    policy.fill(match.group())
                except (LookupError, KeyError) as error:
                    raise BookError(
                        f"{where}：{clause.article} 引用的 {match.group()} 没有这一行或这一部分"
                    ) from error
