"""The eight posts of the set-up: what each holds, where it stands, and how they stand today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dakehu.organization.models import Appointment, Staff
from dakehu.organization.queries.people import serving_on
from dakehu.organization.queries.structure import PositionNode, positions_on
from dakehu.web.data.posts import POSTS, Post


@dataclass(frozen=True)
class PostLine:
    """How a post stands: the names that hold it, or the post that holds it as well."""

    post: Post
    names: tuple[str, ...]
    by: str
    position: PositionNode | None


def post_lines(on: date) -> list[PostLine]:
    """The eight posts as the positions of the day have them."""
    positions = positions_on(on)
    own = {post.code: own_position(post, positions) for post in POSTS}
    labels = staff_labels(on)
    return [_line(post, own, positions, labels) for post in POSTS]


def own_position(post: Post, positions: Sequence[PositionNode]) -> PositionNode | None:
    """The position that is this post: by title and unit, else the one that holds its first seat."""
    named = [one for one in positions if (one.title, one.unit) == (post.title, post.unit)]
    seated = [one for one in positions if post.seats[0] in one.seats and not _is_other(post, one)]
    return next(iter([*named, *seated]), None)


def _is_other(post: Post, position: PositionNode) -> bool:
    """Whether a position is one of the other seven, which only took this post over."""
    place = (position.title, position.unit)
    others = [other for other in POSTS if other is not post]
    return any(
        place == (other.title, other.unit) or other.seats[0] in position.seats for other in others
    )


def _line(
    post: Post,
    own: Mapping[str, PositionNode | None],
    positions: Sequence[PositionNode],
    labels: Mapping[int, str],
) -> PostLine:
    position = own[post.code]
    if position is not None and position.holders:
        names = tuple(labels.get(one.id, one.name) for one in position.holders)
        return PostLine(post, names, "", position)
    keeper = next((one for one in positions if post.seats[0] in one.seats), None)
    by = next((code for code, one in own.items() if one and keeper and one.id == keeper.id), "")
    return PostLine(post, (), "" if by == post.code else by, position)


def staff_labels(on: date) -> dict[int, str]:
    """Everybody of the company by id: the name, for namesakes with their number."""
    people = serving_on(on)
    how_many = Counter(one.name for one in people)
    numbers = dict(Staff.objects.values_list("pk", "number"))
    return {
        one.id: f"{one.name}（{numbers[one.id]}）" if how_many[one.name] > 1 else one.name
        for one in people
    }


def appointments_of(position: int, on: date) -> dict[int, Appointment]:
    """The appointments to a position on a day or later, by the holder's id."""
    rows = Appointment.objects.touching(on, None).filter(position_id=position)
    return {row.staff_id: row for row in rows.order_by("-starts_on", "-pk")}
