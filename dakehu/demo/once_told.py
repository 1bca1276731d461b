"""What the first start tells once and nobody keeps: it lives in this process alone."""

first_password: str = ""
"""The administrator's password of an empty company, until the process ends."""


def remember(password: str) -> None:
    """Keep the password for the box at the end of the first start."""
    global first_password
    first_password = password
