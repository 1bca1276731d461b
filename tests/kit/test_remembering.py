"""Looked up once per request, and never kept for the next."""

from dakehu.kit.remembering import forget, remembered, remembering


def test_inside_a_request_a_thing_is_looked_up_once() -> None:
    asked: list[int] = []

    def look_up() -> int:
        asked.append(1)
        return len(asked)

    with remembering():
        assert [remembered("a", look_up), remembered("a", look_up)] == [1, 1]
        forget("a")
        assert remembered("a", look_up) == 2


def test_the_next_request_and_commands_look_again() -> None:
    asked: list[int] = []
    for _ in range(2):
        with remembering():
            remembered("a", lambda: asked.append(1))
    remembered("a", lambda: asked.append(1))
    remembered("a", lambda: asked.append(1))
    forget("a")
    assert len(asked) == 4
