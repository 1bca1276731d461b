"""Files of records: who may have them and how large they are."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.audit.models import Entry
from dakehu.documents.models import Attachment, RecordSpace
from dakehu.documents.queries.attachments import (
    all_attachments,
    attachment_for,
    attachments_of,
    size_text,
)
from dakehu.documents.queries.files import path_of
from dakehu.documents.services.attachments import (
    UnableToAttach,
    attach,
    delete_attachment,
    open_attachment,
)
from dakehu.documents.services.files import UnableToStoreFile
from dakehu.kit.refs import RecordRef
from dakehu.kit.settings_store import write
from dakehu.kit.work import work
from tests.cast import AT, ON, Cast, build_cast
from tests.documents import makers
from tests.documents.acts import BY, at_once, attached, staff_record


def test_a_file_is_attached_and_the_trail_tells_it_by_number(cast: Cast) -> None:
    made = attached(cast)

    assert (made.title, made.secrecy, made.booked_on) == ("劳动合同.pdf", "internal", None)
    assert path_of(made.file).is_file()
    entry = Entry.objects.get(action="documents.attachment_attached")
    assert entry.record == f"attachment:{made.pk}"
    assert "劳动合同" not in entry.data


def test_a_file_named_otherwise_than_it_is_gets_its_right_name(cast: Cast) -> None:
    made = attached(cast, content=makers.jpg())

    assert (made.title, made.file.kind) == ("劳动合同.jpg", "jpg")


@pytest.mark.parametrize("key", ["ka_rep", "finance", "ka_head"])
def test_only_those_who_look_after_a_record_attach(cast: Cast, key: str) -> None:
    with pytest.raises(PermissionDenied):
        attached(cast, key=key)
    assert not Attachment.objects.exists()


def test_records_that_are_not_there_or_take_no_files_are_refused(cast: Cast) -> None:
    for record in (RecordRef("staff", 9999), RecordRef("deputy", 1), RecordRef("nothing", 1)):
        with pytest.raises(PermissionDenied):
            attach(by=cast.actor("hr_admin"), at=AT, record=record, name="a", content=b"1")
    assert not Attachment.objects.exists()


def test_a_secret_file_is_there_only_for_those_with_the_right(cast: Cast) -> None:
    secret = attached(cast, secrecy="secret")
    admin, gm = cast.actor("admin"), cast.actor("gm")

    assert attachment_for(gm, secret.pk) == secret
    assert attachment_for(admin, secret.pk) is None
    assert attachment_for(cast.actor("ka_rep"), secret.pk) is None
    assert list(attachments_of(admin, staff_record(cast))) == []
    assert list(all_attachments(admin)) == []
    with pytest.raises(UnableToAttach, match="密级"):
        attached(cast, key="admin", secrecy="secret")


def test_people_see_their_own_files_and_heads_those_of_their_people(cast: Cast) -> None:
    made = attached(cast)

    seen = [key for key in cast.users if attachment_for(cast.actor(key), made.pk)]

    assert seen == ["gm", "market_director", "ka_head", "ka_rep", "hr_admin", "admin"]


def test_opening_internal_and_secret_files_is_noted_public_ones_not(cast: Cast) -> None:
    rows = [attached(cast, secrecy=one) for one in ("public", "internal", "secret")]

    for row in rows:
        open_attachment(by=cast.actor("gm"), at=AT, attachment=row.pk)

    noted = Entry.objects.filter(action="documents.attachment_opened")
    assert sorted(noted.values_list("record", flat=True)) == [
        f"attachment:{row.pk}" for row in rows[1:]
    ]


def test_a_viewer_that_goes_on_is_noted_once_and_one_that_never_began_is_noted(cast: Cast) -> None:
    made = attached(cast)
    noted = Entry.objects.filter(action="documents.attachment_opened")

    open_attachment(by=cast.actor("gm"), at=AT, attachment=made.pk, goes_on=True)
    open_attachment(by=cast.actor("gm"), at=AT, attachment=made.pk, goes_on=True)
    assert noted.count() == 1

    open_attachment(by=cast.actor("ka_rep"), at=AT, attachment=made.pk, goes_on=True)
    later = AT + timedelta(minutes=16)
    open_attachment(by=cast.actor("gm"), at=later, attachment=made.pk, goes_on=True)
    assert noted.count() == 3


def test_a_file_of_others_is_as_if_it_were_not_there(cast: Cast) -> None:
    made = attached(cast)

    for key, number in (("finance", made.pk), ("gm", made.pk + 1)):
        with pytest.raises(Attachment.DoesNotExist):
            open_attachment(by=cast.actor(key), at=AT, attachment=number)
    assert not Entry.objects.filter(action="documents.attachment_opened").exists()


# ---------------------------------------------------------------- how much


def _limited(record_mb: int, file_mb: int = 1) -> None:
    with work(by=BY, at=AT):
        write("attachments.record_mb", record_mb)
        write("attachments.file_mb", file_mb)


def _of_size(size: int, text: str = "") -> bytes:
    return makers.pdf(text).ljust(size, b" ")


def test_a_file_and_a_record_have_their_limits(cast: Cast) -> None:
    _limited(2)
    with pytest.raises(UnableToStoreFile, match="文件超过 1 MB"):
        attached(cast, content=_of_size(2**20 + 1))
    first = attached(cast, content=_of_size(2**20))
    attached(cast, content=_of_size(2**20 - 10))
    with pytest.raises(UnableToAttach, match="合计超过 2 MB"):
        attached(cast, content=_of_size(100))

    delete_attachment(by=cast.actor("hr_admin"), at=AT, attachment=first.pk, reason="传错", on=ON)
    attached(cast, content=_of_size(100))

    assert RecordSpace.objects.get().used == 2**20 - 10 + 100


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_pass_the_limit_of_a_record(transactional_db: None) -> None:
    cast = build_cast()
    _limited(2)

    came = at_once(8, lambda turn: attached(cast, content=_of_size(700_000, str(turn))))

    assert came == ["UnableToAttach"] * 6 + ["ok"] * 2
    assert RecordSpace.objects.get().used == 1_400_000


def test_a_file_with_macros_is_not_attached(cast: Cast) -> None:
    with pytest.raises(UnableToStoreFile, match="带宏"):
        attached(cast, content=makers.office("xl", "xl/vbaProject.bin"))
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "size, told", [(1, "1 KB"), (1025, "2 KB"), (1024 * 1024, "1.0 MB"), (3_670_016, "3.5 MB")]
)
def test_sizes_are_told_as_people_say_them(size: int, told: str) -> None:
    assert size_text(size).replace("\N{NO-BREAK SPACE}", " ") == told
