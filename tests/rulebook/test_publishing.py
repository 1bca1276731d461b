"""Publishing: once, in turn, checked, and never changed afterwards."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.audit.models import Entry
from dakehu.kit.actors import Actor
from dakehu.policy.loading.files import load_book
from dakehu.rulebook.models import PolicyVersion, UnsoundVersion
from dakehu.rulebook.queries.published import (
    book,
    changed_versions,
    policies_in_force,
    rulebook_on,
    version_of,
    withdrawn_rows,
)
from dakehu.rulebook.services.versions import (
    UnableToPublishVersion,
    UnableToWithdrawVersion,
    publish_shipped,
    publish_version,
    withdraw_version,
)
from tests.rulebook.conftest import AT, STARTER, next_version, parameter, shipped

CODES = ["AP", "DE", "EX", "KA", "OF", "SA"]


def refusal(content: dict[str, Any]) -> UnableToPublishVersion:
    with pytest.raises(UnableToPublishVersion) as caught:
        publish_version(by=STARTER, at=AT, content=content)
    return caught.value


def test_the_published_book_equals_the_book_of_the_files(
    published: tuple[PolicyVersion, ...],
) -> None:
    assert [row.code for row in published] == CODES
    assert book() == load_book()
    for policy, other in zip(book().policies, load_book().policies, strict=True):
        assert policy.texts == other.texts
        assert policy.parameters == other.parameters
        assert policy.chains == other.chains


def test_publishing_twice_changes_nothing(published: tuple[PolicyVersion, ...]) -> None:
    before = list(PolicyVersion.objects.values())
    assert publish_shipped(by=STARTER, at=AT) == ()
    assert list(PolicyVersion.objects.values()) == before


def test_a_later_version_of_the_company_is_not_disturbed(
    published: tuple[PolicyVersion, ...],
) -> None:
    publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-01-01"))
    assert publish_shipped(by=STARTER, at=AT) == ()
    assert PolicyVersion.objects.filter(code="SA").count() == 2


def test_the_digest_is_that_of_the_stored_bytes(published: tuple[PolicyVersion, ...]) -> None:
    for row in PolicyVersion.objects.all():
        assert row.digest == hashlib.sha256(row.content.encode()).hexdigest()


def _tamper(code: str = "SA") -> None:
    row = PolicyVersion.objects.get(code=code)
    content = row.content.replace('"0.02"', '"0.2"', 1)
    assert content != row.content
    PolicyVersion.objects.filter(pk=row.pk).update(content=content)


def test_a_version_that_was_changed_afterwards_is_refused_and_named(
    published: tuple[PolicyVersion, ...], anew: None
) -> None:
    _tamper()
    with pytest.raises(UnsoundVersion, match=r"《大客户销售政策》2020-01-01.*与发布时不一致"):
        book()
    with pytest.raises(UnsoundVersion):
        publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-01-01"))
    assert [str(row) for row in changed_versions()] == ["《大客户销售政策》2020-01-01"]


def test_sound_versions_are_told_as_sound(published: tuple[PolicyVersion, ...]) -> None:
    assert changed_versions() == []
    assert len(book().policies) == len(CODES)


FUTURE = "2026-12-01"
TODAY = date(2026, 11, 23)


def coming(effective_from: str = FUTURE) -> PolicyVersion:
    return publish_version(by=STARTER, at=AT, content=next_version("SA", effective_from))


def withdraw(row: PolicyVersion, on: date = TODAY, **more: Any) -> PolicyVersion:
    given = {"by": STARTER, "reason": "日期写错", **more}
    return withdraw_version(at=AT, on=on, version=row.pk, **given)


def test_a_version_not_yet_in_force_is_withdrawn(published: tuple[PolicyVersion, ...]) -> None:
    row = coming()
    assert version_of("SA", on=date(2027, 1, 1)).version == FUTURE  # type: ignore[union-attr]
    withdraw(row)
    assert version_of("SA", on=date(2027, 1, 1)).version == "2020-01-01"  # type: ignore[union-attr]
    row.refresh_from_db()
    assert row.withdrawn_at == AT
    (entry,) = Entry.objects.filter(action="rulebook.version_withdrawn")
    assert "日期写错" in str(entry.data)
    assert [one.pk for one in withdrawn_rows("SA")] == [row.pk]


def test_what_was_withdrawn_may_be_published_again(published: tuple[PolicyVersion, ...]) -> None:
    withdraw(coming())
    again = coming()
    assert version_of("SA", on=date(2027, 1, 1)).version == again.version  # type: ignore[union-attr]
    withdraw(again)
    assert coming("2026-11-30").effective_from == date(2026, 11, 30)


@pytest.mark.parametrize("on", [date(2026, 12, 1), date(2027, 1, 1)])
def test_a_version_in_force_is_not_withdrawn(
    published: tuple[PolicyVersion, ...], on: date
) -> None:
    row = coming()
    with pytest.raises(UnableToWithdrawVersion, match="已经施行"):
        withdraw(row, on)
    assert withdraw(row, date(2026, 11, 30)).withdrawn_at == AT


def test_withdrawing_needs_the_permission_and_a_reason(
    published: tuple[PolicyVersion, ...],
) -> None:
    row = coming()
    with pytest.raises(PermissionDenied):
        withdraw(row, by=Actor(user_id=None, name="甲", roles=frozenset({"ka_rep"})))
    with pytest.raises(UnableToWithdrawVersion, match="请写明撤回的理由"):
        withdraw(row, reason=" ")
    withdraw(row)
    with pytest.raises(UnableToWithdrawVersion, match="已经撤回"):
        withdraw(row)


def test_versions_are_withdrawn_from_the_last_one_back(
    published: tuple[PolicyVersion, ...],
) -> None:
    first, last = coming(), coming("2027-01-01")
    with pytest.raises(UnableToWithdrawVersion, match="先撤回"):
        withdraw(first)
    withdraw(last)
    assert withdraw(first).withdrawn_at == AT


def test_a_version_is_in_force_from_its_day_on(published: tuple[PolicyVersion, ...]) -> None:
    def raise_tax(raw: dict[str, Any]) -> None:
        parameter(raw, "tax.rate")["value"] = "0.09"

    content = next_version("SA", "2026-12-01", raise_tax)
    publish_version(by=STARTER, at=AT, content=content)
    before, since = date(2026, 11, 30), date(2026, 12, 1)
    assert str(rulebook_on(before)["tax.rate"]) == "0.13"
    assert str(rulebook_on(since)["tax.rate"]) == "0.09"
    told = version_of("SA", on=before), version_of("SA", on=since)
    assert [each.version for each in told if each] == ["2020-01-01", "2026-12-01"]
    assert len(policies_in_force(since)) == len(CODES)


def test_before_the_first_version_nothing_is_in_force(
    published: tuple[PolicyVersion, ...],
) -> None:
    assert policies_in_force(date(2019, 12, 31)) == ()
    assert len(policies_in_force(date(2020, 1, 1))) == len(CODES)
    first = version_of("SA", on=date(2019, 12, 31))
    assert first is not None
    assert first.version == "2020-01-01"


def test_nothing_published_is_an_empty_book(db: None) -> None:
    assert book().policies == ()
    assert policies_in_force(date(2026, 1, 1)) == ()
    assert version_of("SA", on=date(2026, 1, 1)) is None


@pytest.mark.parametrize("day", ["2020-01-01", "2019-06-01"])
def test_a_version_begins_after_the_last_published_one(
    published: tuple[PolicyVersion, ...], day: str
) -> None:
    refused = refusal(next_version("SA", day))
    assert refused.code == "out_of_turn"
    assert "《大客户销售政策》已发布的最后一个版本自 2020-01-01 起施行" in str(refused)


def test_a_name_of_a_version_is_taken_once(published: tuple[PolicyVersion, ...]) -> None:
    content = next_version("SA", "2026-01-01")
    content["version"] = "2020-01-01"
    assert refusal(content).code == "version_taken"


@pytest.mark.parametrize(
    "spoil, told",
    [
        (lambda raw: raw.pop("title"), "SA/2020-01-01：title：缺少这一项"),
        (lambda raw: raw.update(nonsense=1), "nonsense：没有这一项，请检查拼写"),
        (
            lambda raw: parameter(raw, "tax.rate").update(value="13"),
            "参数 tax.rate(第3条)：须在 0 与 1 之间",
        ),
        (lambda raw: parameter(raw, "tax.rate").update(article="第99条"), "所引的 第99条 不存在"),
    ],
)
def test_bad_content_is_refused_in_chinese_with_its_place(db: None, spoil: Any, told: str) -> None:
    raw = shipped("SA")
    spoil(raw)
    refused = refusal(raw)
    assert refused.code == "bad_content"
    assert told in str(refused)
    assert not PolicyVersion.objects.exists()


def test_what_the_examination_calls_an_error_is_refused(db: None) -> None:
    raw = shipped("SA")
    raw["chapters"][0]["clauses"][1]["purpose"] = ""
    refused = refusal(raw)
    assert refused.code == "orphan_clause"
    assert "第2条（目的和适用范围）没有注明" in str(refused)
    assert str(refused).count("。") >= 2


def test_a_broken_file_among_the_shipped_is_told(db: None, tmp_path: Any) -> None:
    (tmp_path / "SA").mkdir()
    (tmp_path / "SA" / "2020-01-01.yaml").write_text("code: [", "utf-8")
    with pytest.raises(UnableToPublishVersion, match=r"SA/2020-01-01\.yaml：不是合法"):
        publish_shipped(by=STARTER, at=AT, folder=tmp_path)
    assert not PolicyVersion.objects.exists()


def test_the_book_is_read_again_only_when_something_was_published(
    published: tuple[PolicyVersion, ...], django_assert_num_queries: Any
) -> None:
    first = book()
    with django_assert_num_queries(1):
        assert book() is first
    publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-01-01"))
    second = book()
    assert len(second.policies) == len(first.policies) + 1
    assert second.versions("AP")[0] is first.versions("AP")[0]
