"""The page of a deduction: why it is there, and what may be decided on it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from dakehu.conduct.models import ConductPoint
from dakehu.conduct.services import record_points
from dakehu.organization.models import Staff
from tests.cast import AT, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import rows_of


@pytest.fixture
def proposed(cast: Cast) -> ConductPoint:
    """Proposed by the head: personnel decides."""
    number = Staff.objects.get(pk=cast.staff["ka_rep_2"]).number
    record_points(
        by=cast.actor("ka_head"),
        at=AT,
        rows=rows_of(
            {
                "number": number,
                "on": date(2026, 11, 16),
                "points": Decimal(2),
                "reason": "会议决议逾期",
                "evidence": "会议纪要 HY-2026-0031",
            }
        ),
    )
    return ConductPoint.objects.get()


def test_personnel_confirms_what_was_proposed(proposed: ConductPoint, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    url = reverse("conduct:point", args=[proposed.pk])
    assert "还没有计入考核" in client.get(url).content.decode()

    after = client.post(reverse("conduct:point_confirm", args=[proposed.pk]), follow=True)

    assert "计入2026年11月的考核得分" in after.content.decode()
    proposed.refresh_from_db()
    assert proposed.state == "confirmed"


def test_a_deduction_is_dropped_with_a_reason_that_stays(
    proposed: ConductPoint, signed_in: SignedIn
) -> None:
    client = signed_in("hr_admin")
    url = reverse("conduct:point_drop", args=[proposed.pk])
    assert "请写明不扣的原因" in client.post(url, {"reason": ""}).content.decode()

    text = client.post(url, {"reason": "当天出差，见行程单"}, follow=True).content.decode()

    assert "当天出差，见行程单" in text
    assert "不计入考核" in text
    assert url not in text


def test_the_person_reads_the_own_deduction_and_decides_nothing(
    proposed: ConductPoint, signed_in: SignedIn
) -> None:
    client = signed_in("ka_rep_2")
    text = client.get(reverse("conduct:point", args=[proposed.pk])).content.decode()

    assert "会议决议逾期" in text
    assert reverse("conduct:point_confirm", args=[proposed.pk]) not in text
    assert client.post(reverse("conduct:point_confirm", args=[proposed.pk])).status_code == 403
    assert client.get(reverse("conduct:point_drop", args=[proposed.pk])).status_code == 403


def test_a_colleague_s_deduction_is_not_there(proposed: ConductPoint, signed_in: SignedIn) -> None:
    assert signed_in("ka_rep").get(reverse("conduct:point", args=[proposed.pk])).status_code == 404


def test_a_deduction_without_evidence_gets_it_on_its_page(
    cast: Cast, proposed: ConductPoint, signed_in: SignedIn
) -> None:
    ConductPoint.objects.update(evidence="")
    head = signed_in("ka_head")
    page = reverse("conduct:point", args=[proposed.pk])
    assert "补证据" in head.get(page).content.decode()
    url = reverse("conduct:point_evidence", args=[proposed.pk])
    assert "请写明证据" in head.post(url, {"evidence": " "}).content.decode()

    head.post(url, {"evidence": "会议纪要 HY-2026-0031"})

    proposed.refresh_from_db()
    assert proposed.evidence == "会议纪要 HY-2026-0031"
    assert "确认" in signed_in("hr_admin").get(page).content.decode()
    own = signed_in("ka_rep_2")
    assert "补证据" not in own.get(page).content.decode()
    assert own.post(url, {"evidence": "x"}).status_code == 403
