"""Points in time as values of properties."""

from __future__ import annotations

from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text_of(instant: datetime) -> str:
    """A point in time as properties hold it: UTC, with milliseconds and a Z."""
    whole = instant.astimezone(UTC).isoformat(timespec="milliseconds")
    return whole.replace("+00:00", "Z")


def instant_of(text: str) -> datetime | None:
    """The point in time that a text says: ISO 8601, or milliseconds since 1970; None for others.

    A text without a zone is UTC, a date alone its first moment.
    """
    try:
        if text.lstrip("-").isdecimal() and len(text) > len("20260101"):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def since_epoch(instant: datetime) -> float:
    """Seconds since 1970."""
    return (instant - _EPOCH).total_seconds()
