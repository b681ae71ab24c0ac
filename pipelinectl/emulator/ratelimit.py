"""HubSpot's rate limit: headers that tell it, and 429 where it is enforced."""

from __future__ import annotations

import time
import uuid
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import error_body
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

DAILY = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in a rolling window. What is not enforced is only announced."""

    requests: int
    seconds: float
    enforced: bool

    @property
    def policy(self) -> str:
        """HubSpot's name for the window."""
        return "TEN_SECONDLY_ROLLING" if self.seconds >= 10 else "SECONDLY"


ANNOUNCED = Limit(requests=190, seconds=10, enforced=False)
TIGHT = Limit(requests=5, seconds=1, enforced=True)


class RateLimiter:
    """Counts requests against a limit."""

    def __init__(self, limit: Limit) -> None:
        self._first = limit
        self._limit = limit
        self._times: deque[float] = deque()
        self._today = 0

    def change(self, limit: Limit | None) -> None:
        """Use another limit, or the first one again, and start counting anew."""
        self._limit = limit or self._first
        self._times.clear()

    def refusal(self) -> Answer | None:
        """Count a request; 429 where the limit is enforced and reached.

        A refused request does not count. There is no Retry-After: HubSpot promises none.
        """
        instant = time.monotonic()
        while self._times and self._times[0] <= instant - self._limit.seconds:
            self._times.popleft()
        if self._limit.enforced and len(self._times) >= self._limit.requests:
            return _too_many(self._limit)
        self._times.append(instant)
        self._today += 1
        return None

    def headers(self) -> Mapping[str, str]:
        """The headers of every answer but a search's."""
        limit = self._limit
        return {
            "X-HubSpot-RateLimit-Max": str(limit.requests),
            "X-HubSpot-RateLimit-Remaining": str(max(0, limit.requests - len(self._times))),
            "X-HubSpot-RateLimit-Interval-Milliseconds": str(round(limit.seconds * 1000)),
            "X-HubSpot-RateLimit-Daily": str(DAILY),
            "X-HubSpot-RateLimit-Daily-Remaining": str(max(0, DAILY - self._today)),
        }


def _too_many(limit: Limit) -> Answer:
    window = "ten_secondly_rolling" if limit.policy == "TEN_SECONDLY_ROLLING" else "secondly"
    body = error_body(
        f"You have reached your {window} limit.",
        None,  # HubSpot's 429 carries `errorType` where other errors carry `category`.
        errorType="RATE_LIMIT",
        policyName=limit.policy,
        requestId=str(uuid.uuid4()),
    )
    return Answer(429, body)
