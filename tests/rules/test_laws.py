"""Laws of every kind: no question crashes, every figure stands on facts and on what is written."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakehu.rules.asking import RANKS
from dakehu.rules.json_form import write_json
from dakehu.rules.kinds import KINDS
from tests.rules.setting_values import SETTINGS

CASES = Path(__file__).parents[2] / "cases"
ENTERED = "录入"

# ---------------------------------------------------------------- what explanations must keep


def payable_of(answer):
    return answer["months"][-1]["payable"] if answer["months"] else "0.00"


def day_of(answer):
    return next(answer[name] for name in ("at", "due_on", "from") if name in answer) or "取消"


MAIN = {
    "profit_rate": lambda answer: answer["rate"],
    "rebate_rate": lambda answer: answer["rate"],
    "quote": lambda answer: answer["unit_price"],
    "rebate_payment": payable_of,
    "commission": lambda answer: answer["amount"],
    "score": lambda answer: answer["score"],
    "performance_pay": lambda answer: answer["total"],
    "month_pay": lambda answer: answer["total"],
    "last_place": lambda answer: str(len(answer["cases"])),
    "meeting_points": lambda answer: str(sum(int(each["points"]) for each in answer["points"])),
    "inspection_points": lambda answer: answer["total"],
    "resolution_points": lambda answer: answer["total"],
    "fine": lambda answer: answer["recorded"],
    "dates": day_of,
    "travel": lambda answer: answer["reimbursed"],
    "entertainment": lambda answer: answer["company"],
    "wage_guard": lambda answer: answer["deduct"],
    "customer_grade": lambda answer: answer["grade"],
    "capitals": lambda answer: answer["text"],
    "credit_code": lambda answer: "有效" if answer["valid"] else "无效",
}
FORMS = (
    {"policy", "version", "article", "covers"},
    {"guard", "law"},
    {"norm"},
)


def key_of(source):
    """The name under which the text of a source is listed."""
    if "policy" in source:
        return f"{source['policy']} {source['article']}"
    return source.get("guard") or source["norm"]


def check_explanation(kind, answer):
    """Each node once, the root first, no circle; all ends are entered facts or written rules."""
    nodes, clauses = answer["explanation"]["nodes"], answer["explanation"]["clauses"]
    by_id = {node["id"]: node for node in nodes}
    assert len(by_id) == len(nodes)
    assert nodes[0]["value"] == MAIN[kind](answer)
    written = {}

    def stands_on_a_rule(key, above):
        assert key not in above, f"{key} stands on itself"
        if key not in written:
            node = by_id[key]
            below = [stands_on_a_rule(each, (*above, key)) for each in node["inputs"]]
            written[key] = node["source"] is not None or any(below)
        return written[key]

    for node in nodes:
        assert set(node) == {"id", "label", "value", "how", "source", "inputs"}
        assert node["label"]
        if node["source"] is not None:
            assert set(node["source"]) in FORMS
            assert "policy" not in node["source"] or clauses[key_of(node["source"])]["text"]
        if node["how"] == ENTERED:
            assert node["source"] is None
            assert node["inputs"] == []
        else:
            assert stands_on_a_rule(node["id"], ()), f"{node['id']} cites nothing"
    assert set(clauses) == {key_of(node["source"]) for node in nodes if node["source"]}


def check_answer(kind, answer):
    read = json.loads(write_json(answer))
    if "error" in read:
        error = read["error"]
        assert error["code"] in RANKS
        assert isinstance(error["field"], str)
        assert error["message"]
        assert set(error) <= {"field", "code", "message", "row"}
        return
    codes = [notice["code"] for notice in read["notices"]]
    assert len(codes) == len(set(codes))
    for notice in read["notices"]:
        assert notice["message"]
        assert set(notice) == {"code", "message", "data", "source"}
        for value in notice["data"].values():
            assert isinstance(value, str | int | list)
    check_explanation(kind, answer)
    check_no_negative_zero(read)


def check_no_negative_zero(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            check_no_negative_zero(each)
    assert value not in ("-0", "-0.00", "-0.0")


# ---------------------------------------------------------------- questions


def questions_of(kind):
    """The worked questions of a kind, refused ones among them."""
    stem = "inspection_points" if kind == "resolution_points" else kind
    text = (CASES / f"{stem}.jsonl").read_text("utf-8")
    return [json.loads(line)["input"] for line in text.splitlines()]


WORDS = [
    *("0", "-0", "1", "-1", "0.005", "19.995", "100", "200000", "1e15", "1e99", "1e-99", "1e100"),
    *("", " ", "NaN", "１", "true", "null", "sales", "clerk", "enterprise", "party", "met", "unit"),
    *("approved", "weekly_meeting", "claim_due", "discipline", "department", "water"),
    *("2026-05", "0001-01", "9999-12", "2026-05-01", "0001-01-01", "9999-12-31", "2026-02-30"),
    *("2026-05-01T08:30:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "\ud800", "{0}", "名"),
]
LEAVES = st.sampled_from([None, True, False, 0, 1, -1, 2.5, *WORDS]) | st.text(max_size=5)
NAMES = st.sampled_from(
    ["on", "params", "kind", "who", "amount", "month", "points", "rate", "{", ""]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
OWN_SETTINGS = st.dictionaries(st.sampled_from(list(SETTINGS)), st.booleans(), max_size=4).map(
    lambda drawn: {key: SETTINGS[key][0] for key in drawn}
)
DAYS = st.sampled_from(["2020-01-01", "2026-05-01", "2019-12-31", "9999-12-31", None])


def containers(value):
    """Every object and list of a question, the question itself first."""
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from containers(each)


def spoilt(question, draw):
    """The question with one value replaced, removed or added somewhere."""
    places = list(containers(question))
    place = places[draw(st.integers(0, len(places) - 1))]
    if isinstance(place, list):
        place.insert(draw(st.integers(0, len(place))), draw(VALUES))
        return
    name = draw(st.sampled_from([*place, "x"]))
    if draw(st.booleans()):
        place[name] = draw(VALUES)
    else:
        place.pop(name, None)


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=200)
@given(data=st.data())
def test_a_spoilt_question_is_answered_or_refused(ask, kind, data):
    question = copy.deepcopy(data.draw(st.sampled_from(questions_of(kind))))
    for _ in range(data.draw(st.integers(0, 3))):
        spoilt(question, data.draw)
    if data.draw(st.booleans()):
        question["params"] = data.draw(OWN_SETTINGS)
    if data.draw(st.booleans()):
        question["on"] = data.draw(DAYS)
    check_answer(kind, ask(kind, **question))


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=40)
@given(data=st.data())
def test_any_json_in_the_known_fields_is_answered_or_refused(ask, kind, data):
    fields = [*KINDS[kind].signature.every, "on", "params"]
    question = data.draw(st.dictionaries(st.sampled_from(fields), VALUES))
    check_answer(kind, ask(kind, **question))


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=12)
@given(own=OWN_SETTINGS)
def test_worked_questions_hold_the_laws_under_other_parameters(ask, kind, own):
    for question in questions_of(kind):
        answer = ask(kind, **{**question, "params": own})
        check_answer(kind, answer)
        for node in answer.get("explanation", {"nodes": []})["nodes"]:
            assert "{" not in node["how"], "a place of the sentence was not filled in"
