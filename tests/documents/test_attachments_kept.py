"""How long the files of records are kept, and who lets them go."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from dakehu.documents.content.retention import RETENTIONS, Start, keep_until
from dakehu.documents.models import Attachment
from dakehu.documents.queries.attachments import (
    all_attachments,
    attachment_for,
    in_state,
)
from dakehu.documents.queries.files import path_of
from dakehu.documents.services.attachments import (
    UnableToAttach,
    UnableToDelete,
    agree_to_deletion,
    book_attachment,
    book_record,
    delete_attachment,
    keep_after_all,
    note_end,
    open_attachment,
)
from dakehu.documents.services.keeping import clear_deleted, note_leavers
from dakehu.organization.models import Staff
from tests.cast import AT, ON, Cast, build_cast
from tests.documents import makers
from tests.documents.acts import BY, at_once, attached, staff_record

G_22 = "资料仍在法定保存期内，不能删除。"


def _booked(cast: Cast, retention: str, on: date = ON) -> Attachment:
    made = attached(cast, retention=retention)
    return book_attachment(by=cast.actor("hr_admin"), at=AT, attachment=made.pk, on=on)


@pytest.mark.parametrize(
    "kind, booked, ended, until",
    [
        ("general", ON, None, None),
        ("quote", None, None, None),
        ("quote", date(2026, 11, 23), None, date(2031, 11, 24)),
        ("quote", date(2026, 12, 31), None, date(2032, 1, 1)),
        ("tender", date(2024, 2, 29), None, date(2039, 3, 1)),
        ("pay", date(2026, 1, 1), None, date(2057, 1, 1)),
        ("invoice", date(2026, 12, 31), None, date(2057, 1, 1)),
        ("bank", date(2026, 11, 23), None, date(2037, 1, 1)),
        ("contract", date(2026, 1, 1), None, None),
        ("contract", date(2026, 1, 1), date(2028, 6, 1), date(2038, 6, 1)),
        ("staff", date(2026, 1, 1), date(2026, 12, 1), date(2028, 12, 1)),
        ("location", date(2026, 1, 1), None, date(2026, 4, 2)),
        ("security_log", date(2026, 3, 1), None, date(2026, 9, 2)),
    ],
)
def test_the_periods_of_g_22(
    kind: str, booked: date | None, ended: date | None, until: date | None
) -> None:
    assert keep_until(kind, booked, ended) == until


def test_every_kind_that_ends_with_something_has_years() -> None:
    kinds = [one for one in RETENTIONS.values() if one.start is not Start.NEVER]
    assert all(one.years or one.days for one in kinds)
    assert {one.code for one in kinds if one.years == 30} == {
        *("rebate", "receipt", "claim", "pay", "invoice")
    }


def test_a_draft_goes_with_a_reason(cast: Cast) -> None:
    made = attached(cast)
    hr = cast.actor("hr_admin")
    with pytest.raises(UnableToDelete, match="原因"):
        delete_attachment(by=hr, at=AT, attachment=made.pk, reason="  ", on=ON)

    delete_attachment(by=hr, at=AT, attachment=made.pk, reason="传错了", on=ON)

    assert attachment_for(hr, made.pk) is None
    with pytest.raises(Attachment.DoesNotExist):
        open_attachment(by=hr, at=AT, attachment=made.pk)
    with pytest.raises(Attachment.DoesNotExist):
        delete_attachment(by=hr, at=AT, attachment=made.pk, reason="再来", on=ON)


def test_a_booked_file_stays_until_its_last_day(cast: Cast) -> None:
    row = _booked(cast, "quote", date(2020, 1, 1))
    hr = cast.actor("hr_admin")

    with pytest.raises(UnableToDelete, match=G_22) as refused:
        delete_attachment(by=hr, at=AT, attachment=row.pk, reason="清理", on=date(2025, 1, 1))

    assert refused.value.code == "G-22"
    delete_attachment(by=hr, at=AT, attachment=row.pk, reason="清理", on=date(2025, 1, 2))
    assert attachment_for(hr, row.pk) is not None


def test_what_hangs_on_an_employment_stays_while_it_lasts(cast: Cast) -> None:
    row = _booked(cast, "staff")

    with pytest.raises(UnableToDelete, match=G_22):
        delete_attachment(
            by=cast.actor("hr_admin"), at=AT, attachment=row.pk, reason="旧", on=date(2090, 1, 1)
        )
    assert row.keep_until is None


def test_after_the_period_two_persons_let_a_file_go(cast: Cast) -> None:
    row = _booked(cast, "quote", date(2020, 1, 1))
    hr, admin = cast.actor("hr_admin"), cast.actor("admin")
    with pytest.raises(UnableToDelete, match="还没有人提请"):
        agree_to_deletion(by=admin, at=AT, attachment=row.pk, on=ON)

    delete_attachment(by=hr, at=AT, attachment=row.pk, reason="到期", on=ON)
    with pytest.raises(UnableToDelete, match="两个人"):
        agree_to_deletion(by=hr, at=AT, attachment=row.pk, on=ON)
    with pytest.raises(UnableToDelete, match="已有人提请"):
        delete_attachment(by=admin, at=AT, attachment=row.pk, reason="到期", on=ON)
    gone = agree_to_deletion(by=admin, at=AT, attachment=row.pk, on=ON)

    gone.file.refresh_from_db()
    assert (gone.proposed_by_id, gone.deleted_by_id) == (hr.user_id, admin.user_id)
    assert gone.file.cleared_at == AT


def test_a_proposal_can_be_dropped(cast: Cast) -> None:
    row = _booked(cast, "quote", date(2020, 1, 1))
    delete_attachment(by=cast.actor("hr_admin"), at=AT, attachment=row.pk, reason="到期", on=ON)

    kept = keep_after_all(by=cast.actor("admin"), at=AT, attachment=row.pk)

    assert (kept.proposed_at, kept.reason, kept.deleted_at) == (None, "", None)


def test_the_database_itself_wants_two_persons_and_a_proposal(cast: Cast) -> None:
    row = _booked(cast, "quote", date(2020, 1, 1))
    user = cast.users["hr_admin"]
    for changes in (
        {"deleted_at": AT, "deleted_by_id": user},
        {"deleted_at": AT, "deleted_by_id": user, "proposed_at": AT, "proposed_by_id": user},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=row.pk).update(**changes)


def test_booking_twice_or_without_a_period_is_refused(cast: Cast) -> None:
    row, plain = _booked(cast, "quote"), attached(cast, retention="general")
    for number in (row.pk, plain.pk):
        with pytest.raises(UnableToAttach):
            book_attachment(by=cast.actor("hr_admin"), at=AT, attachment=number, on=ON)
    assert Attachment.objects.get(pk=row.pk).booked_on == ON


def test_an_area_books_all_files_of_its_record(cast: Cast) -> None:
    attached(cast, retention="pay")
    attached(cast, retention="general")

    assert book_record(by=BY, at=AT, record=staff_record(cast), on=ON) == 1
    assert Attachment.objects.get(retention="pay").keep_until == date(2057, 1, 1)


def test_the_period_of_a_leaver_begins_by_itself_and_stops_when_they_stay(cast: Cast) -> None:
    row = _booked(cast, "staff")
    person = Staff.objects.filter(pk=cast.staff["ka_rep"])

    person.update(left_on=date(2026, 12, 1))
    assert note_leavers(by=BY, at=AT) == 1
    assert note_leavers(by=BY, at=AT) == 0
    assert Attachment.objects.get(pk=row.pk).keep_until == date(2028, 12, 1)

    person.update(left_on=None)
    note_leavers(by=BY, at=AT)
    assert Attachment.objects.get(pk=row.pk).keep_until is None


def test_contents_of_deleted_drafts_go_after_a_month_if_nobody_else_has_them(
    cast: Cast, media: Path
) -> None:
    hr = cast.actor("hr_admin")
    shared = makers.pdf("同一份")
    gone, stays = attached(cast, content=shared), attached(cast, content=shared)
    alone = attached(cast, content=makers.pdf("独一份"))
    for row in (gone, alone):
        delete_attachment(by=hr, at=AT, attachment=row.pk, reason="传错", on=ON)

    later = AT + timedelta(days=365 * 50)
    clear_deleted(by=BY, at=AT + timedelta(days=29))
    assert path_of(alone.file).is_file()
    clear_deleted(by=BY, at=later)

    assert path_of(stays.file).is_file()
    assert not path_of(alone.file).exists()


def test_states_sort_files_by_where_they_stand(cast: Cast) -> None:
    draft, kept = attached(cast), _booked(cast, "pay")
    due, proposed = (
        _booked(cast, "quote", date(2020, 1, 1)),
        _booked(cast, "tender", date(2001, 1, 1)),
    )
    lasting = _booked(cast, "contract")
    delete_attachment(
        by=cast.actor("hr_admin"), at=AT, attachment=proposed.pk, reason="到期", on=ON
    )

    def state(word: str) -> set[int]:
        return set(in_state(all_attachments(BY), word, ON).values_list("pk", flat=True))

    assert state("draft") == {draft.pk}
    assert state("kept") == {kept.pk, lasting.pk}
    assert state("due") == {due.pk}
    assert state("proposed") == {proposed.pk}


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_delete_once(transactional_db: None) -> None:
    cast = build_cast()
    row = _booked(cast, "quote", date(2020, 1, 1))
    delete_attachment(by=cast.actor("hr_admin"), at=AT, attachment=row.pk, reason="到期", on=ON)

    came = at_once(
        2,
        lambda _turn: agree_to_deletion(by=cast.actor("admin"), at=AT, attachment=row.pk, on=ON),
    )

    assert came == ["DoesNotExist", "ok"]


def test_ending_something_without_such_files_changes_nothing(cast: Cast) -> None:
    attached(cast, retention="pay")
    assert note_end(by=BY, at=AT, record=staff_record(cast), on=ON) == 0
