"""The shipped policies, loaded once for all tests of their content."""

from datetime import date

import pytest

from dakehu.policy.book import Book, Rulebook
from dakehu.policy.loading.files import load_book


@pytest.fixture(scope="session")
def book() -> Book:
    """The policies that come with the program."""
    return load_book()


@pytest.fixture(scope="session")
def rules(book: Book) -> Rulebook:
    """What is in force on the first day."""
    return book.on(date(2020, 1, 1))
