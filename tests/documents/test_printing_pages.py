"""Printing through services and pages: counted once, noted, and refused to those who may not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.deals.data.samples import sample_quote
from dakehu.documents.models import PrintCount, PrintLog
from dakehu.documents.printing.writing import UnableToPrint
from dakehu.documents.queries.printing import NoSuchPaper
from dakehu.documents.services import printing
from dakehu.kit.actors import system
from dakehu.kit.refs import RecordRef
from dakehu.organization.services.positions import add_job_description
from tests.cast import AT, ON, Cast
from tests.documents.conftest import SignedIn
from tests.documents.papers_of_tests import RARE, lines_of_word
from tests.documents.reading_pdf import text_of

QUOTE = "deals.quote"
JOB = "organization.job_description"


def _quote(cast: Cast, **more: Any) -> printing.Printed:
    given = {"by": cast.actor("ka_rep"), "form": QUOTE, "data": sample_quote(), **more}
    return printing.print_paper(at=AT, on=ON, **given)


def _described(text: str = "接待客户。") -> None:
    add_job_description(
        by=system("tests"),
        at=AT,
        code="ka_rep",
        title="大客户员职务说明书",
        content={"superior": "大客户部经理", "core_task": text, "duties": [{"text": text}]},
        effective_from=ON.replace(month=1),
    )


# --------------------------------------------------------------- counting


def test_each_print_counts_and_says_so(cast: Cast) -> None:
    assert "第1次打印" in text_of(_quote(cast).content)
    assert "第2次打印" in text_of(_quote(cast, by=cast.actor("ka_head")).content)
    assert list(PrintLog.objects.values_list("number", "by_name").order_by("number")) == [
        (1, "林晓雯"),
        (2, "周建国"),
    ]


def test_copies_count_each(cast: Cast) -> None:
    assert _quote(cast, copies=3).count == 1
    assert _quote(cast).count == 4


def test_other_data_is_counted_by_itself(cast: Cast) -> None:
    _quote(cast)
    assert _quote(cast, data=replace(sample_quote(), number="BJ-2026-0237")).count == 1


def test_a_print_leaves_a_note_without_names_of_customers(cast: Cast) -> None:
    _quote(cast)
    entry = Entry.objects.get(action="documents.paper_printed")
    assert '"count":1' in str(entry.data).replace(" ", "").replace("'", '"')
    assert "华岳" not in str(entry.data)


def test_a_paper_that_cannot_be_set_counts_for_nothing(cast: Cast) -> None:
    line = replace(sample_quote().lines[0], unit_price=Decimal("1E+12"))
    with pytest.raises(UnableToPrint, match="一万亿"):
        _quote(cast, data=replace(sample_quote(), lines=(line,)))
    assert PrintLog.objects.count() == 0
    assert PrintCount.objects.count() == 0


@pytest.mark.parametrize("copies", [0, 101])
def test_no_copies_and_too_many_are_refused(cast: Cast, copies: int) -> None:
    with pytest.raises(UnableToPrint, match="1 到 100 份"):
        _quote(cast, copies=copies)


def test_who_may_not_print_is_refused(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        _quote(cast, by=cast.actor("product_rnd"))
    with pytest.raises(NoSuchPaper):
        _quote(cast, form="deals.nothing")
    with pytest.raises(UnableToPrint, match="没有给出"):
        _quote(cast, data=None)


def test_papers_are_on_trial_until_the_company_is_live(cast: Cast) -> None:
    from dakehu.kit.models import Setting
    from dakehu.kit.settings_store import forget

    assert "试用" in text_of(_quote(cast).content)
    Setting.objects.create(key="mode", value="live")
    forget()
    assert "试用" not in text_of(_quote(cast).content)


def test_the_watermark_names_the_number_of_the_person(cast: Cast) -> None:
    from dakehu.organization.models import Staff

    number = Staff.objects.get(pk=cast.staff["ka_rep"]).number
    assert f"林晓雯{number}2026-11-2309:00打印" in text_of(_quote(cast).content)


# --------------------------------------------------------------- of records


def test_a_record_is_printed_with_its_own_count(cast: Cast) -> None:
    _described()
    record = RecordRef("position", cast.positions["ka_rep"])
    printed = printing.print_paper(by=cast.actor("ka_rep"), at=AT, on=ON, form=JOB, record=record)
    assert "接待客户" in text_of(printed.content)
    log = PrintLog.objects.get()
    assert log.record == record
    assert log.subject == str(record)


def test_a_record_without_the_paper_or_of_another_kind_has_none(cast: Cast) -> None:
    by = cast.actor("ka_rep")
    for record in (
        RecordRef("position", cast.positions["gm"]),
        RecordRef("position", 999_999),
        RecordRef("staff", cast.staff["gm"]),
    ):
        with pytest.raises(NoSuchPaper):
            printing.print_paper(by=by, at=AT, on=ON, form=JOB, record=record)


def test_the_page_of_a_post_prints_it(cast: Cast, signed_in: SignedIn) -> None:
    _described()
    client, pk = signed_in("ka_rep"), cast.positions["ka_rep"]
    page = client.get(reverse("organization:position_detail", args=[pk])).content.decode()
    address = reverse("documents:record_print", args=[JOB, pk])
    assert address in page
    answer = client.post(address, {"format": "pdf", "on": "2026-11-23"})
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    word = client.post(address, {"format": "docx"})
    assert "接待客户。" in lines_of_word(word.content)
    assert PrintCount.objects.get().printed == 2


def test_lacking_characters_are_told_before_printing(cast: Cast, signed_in: SignedIn) -> None:
    _described(f"接待{RARE}先生。")
    client, pk = signed_in("ka_rep"), cast.positions["ka_rep"]
    address = reverse("documents:record_print", args=[JOB, pk])
    told = client.post(address, {"format": "pdf"})
    assert f"字库缺字：{RARE}" in told.content.decode()
    assert PrintLog.objects.count() == 0
    sure = client.post(address, {"format": "pdf", "sure": "on"})
    assert "接待〓先生" in text_of(sure.content)


def test_a_print_needs_a_post_and_a_known_paper(cast: Cast, signed_in: SignedIn) -> None:
    client, pk = signed_in("ka_rep"), cast.positions["ka_rep"]
    assert client.get(reverse("documents:record_print", args=[JOB, pk])).status_code == 405
    for code, number, given in (
        ("deals.quote", pk, {"format": "pdf"}),
        ("nothing", pk, {"format": "pdf"}),
        (JOB, 999_999, {"format": "pdf"}),
        (JOB, pk, {"format": "exe"}),
    ):
        address = reverse("documents:record_print", args=[code, number])
        assert client.post(address, given).status_code == 404
