"""What is wrong with one cell."""


class CellFault(Exception):
    """A cell that cannot be taken: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
