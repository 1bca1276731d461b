"""Users and API tokens."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """Somebody who may sign in. What they may do follows from their positions, not from here.

    `username` is lower case without spaces, `mobile` eleven digits or null; both unique.
    `wrong_answers` counts wrong codes and wrong repetitions of the password in a row; sign-in
    itself is counted by axes, per name and address.
    """

    username = models.CharField(max_length=60, unique=True)
    mobile = models.CharField(max_length=11, unique=True, null=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    wrong_answer_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username


class ApiToken(models.Model):
    """A key with which a program acts for a user, within its scopes, until the end of a day.

    The secret itself is shown once and never stored; `prefix` is the part of it that lists show.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=16)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    expires_on = models.DateField()
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at=None),
                name="accounts_one_token_per_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
