"""The organisation chart of a day."""

from datetime import timedelta

from dakehu.kit.actors import system
from dakehu.organization.models import Appointment
from dakehu.organization.queries.chart import Card, Chart, chart
from dakehu.organization.services.appointments import appoint, end_appointment
from tests.cast import AT, ON, Cast

BY = system("tests")
DAY = timedelta(days=1)


def _card(drawn: Chart, cast: Cast, key: str) -> Card:
    return next(card for card in drawn.cards if card.position.id == cast.positions[key])


def test_the_chart_of_another_day_shows_the_people_of_that_day(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_head"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON + DAY)
    appoint(
        by=BY,
        at=AT,
        staff=cast.staff["ka_rep"],
        position=cast.positions["ka_head"],
        starts_on=ON + 2 * DAY,
    )
    told = [
        _card(chart(ON + days * DAY), cast, "ka_head").position.people for days in (-400, 0, 1, 2)
    ]
    assert told == ["", "周建国", "", "林晓雯"]


def test_empty_places_are_counted(cast: Cast) -> None:
    drawn = chart(ON)
    assert drawn.vacancies == 1
    assert _card(drawn, cast, "ka_rep").position.vacancies == 1


def test_superiors_stand_left_of_their_people_and_no_cards_overlap(cast: Cast) -> None:
    drawn = chart(ON)
    head, rep = _card(drawn, cast, "ka_head"), _card(drawn, cast, "ka_rep")
    assert head.x + 160 < rep.x
    boxes = [(card.x, card.y) for card in drawn.cards]
    for x, y in boxes:
        clash = [(a, b) for a, b in boxes if a == x and b != y and abs(b - y) < 56]
        assert not clash
    assert len(set(boxes)) == len(boxes) == len(cast.positions)
    assert max(y for _x, y in boxes) + 56 <= drawn.height


def test_lines_run_at_right_angles_and_ties_join_the_five_functions(cast: Cast) -> None:
    drawn = chart(ON)
    assert len(drawn.lines) == len(cast.positions) - 1
    assert len(drawn.ties) == 5
    assert not any("L" in line or "C" in line for line in (*drawn.lines, *drawn.ties))


def test_long_titles_are_cut_to_the_card(cast: Cast) -> None:
    from dakehu.organization.services.positions import add_position

    made = add_position(
        by=BY, at=AT, title="华东区域政府采购与重点项目大客户业务主管", unit=cast.units["ka"]
    )
    card = next(card for card in chart(ON).cards if card.position.id == made.pk)
    assert card.title.endswith("…")
    assert len(card.title) <= 10


def test_a_company_without_positions_has_an_empty_chart(db: None) -> None:
    drawn = chart(ON)
    assert drawn.cards == drawn.rows == ()
