"""The first line of every live command, and a sign of life while the account is read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelinectl.cli.console import Console
    from pipelinectl.operations.session import Session


@contextmanager
def announced(console: Console) -> Iterator[Callable[[Session], None]]:
    """Yields what to call with the session: it writes environment, account and host."""
    sessions: list[Session] = []

    def announce(session: Session) -> None:
        sessions.append(session)
        console.say(first_line(session), event="session")

    def words() -> str:
        if not sessions:
            return "Still reading the files or connecting ..."
        return f"Still reading the account ({sessions[0].desk.calls} calls) ..."

    with console.waiting(words):
        yield announce


def first_line(session: Session) -> str:
    """Which environment, account and host a command works with."""
    environment, desk = session.environment, session.desk
    return f"Environment {environment.name}, account {session.account}, {desk.host}"
