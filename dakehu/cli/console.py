"""Where a command writes: standard output and standard error, always in UTF-8."""

import io
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO


class CommandFailed(Exception):
    """A command cannot go on; the message is for the person who gave it."""


@dataclass(frozen=True)
class Console:
    """The two streams of a command."""

    out: BinaryIO
    err: BinaryIO

    @classmethod
    def of_process(cls) -> "Console":
        """The streams of this process; what goes to a closed one is lost."""
        out, err = (
            io.BytesIO() if stream is None else stream.buffer for stream in (sys.stdout, sys.stderr)
        )
        return cls(out, err)

    def say(self, text: str = "") -> None:
        """A line of text on standard output."""
        self.out.write(f"{text}\n".encode(errors="backslashreplace"))

    def complain(self, text: str) -> None:
        """A line on standard error, after what was said before it."""
        self.out.flush()
        self.err.write(f"{text}\n".encode(errors="backslashreplace"))
        self.err.flush()

    def say_json(self, value: Any) -> None:
        """`value` as indented JSON on standard output."""
        import json

        self.say(json.dumps(value, ensure_ascii=False, indent=2))
