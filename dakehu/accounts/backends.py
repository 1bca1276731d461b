"""How a name and a password become a user."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from dakehu.accounts.models import User
from dakehu.accounts.queries import user_by_name


class NameOrMobile(BaseBackend):
    """Sign-in by user name or mobile number, both in the form in which they are stored."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **others: Any,
    ) -> User | None:
        if not username or not password:
            return None
        user = user_by_name(username)
        if user is None or not user.has_usable_password():
            make_password(password)  # unknown names take as long as known ones
            return None
        is_right = user.check_password(password)
        return user if is_right and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
