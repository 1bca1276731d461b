"""How a name and a password become a user."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from dakehu.accounts.models import User


class NameOrMobile(BaseBackend):
    """Sign-in by user name or mobile number, both in the form in which they are stored."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **others: Any,
    ) -> User | None:
        raise NotImplementedError

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
