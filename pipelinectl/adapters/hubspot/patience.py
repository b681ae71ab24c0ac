"""Asking again until something has come about, within a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import tenacity

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is asked, from a tenth of a second to four seconds apart.

    Twelve times are about half a minute: how long HubSpot takes to create a workflow is not known.
    """

    attempts: int = 12

    def until(self, ask: Callable[[], T], done: Callable[[T], bool]) -> T:
        """The first answer that is `done`, else the last one."""

        def last(state: tenacity.RetryCallState) -> Any:
            outcome = state.outcome
            return outcome.result() if outcome else None

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.attempts),
            wait=tenacity.wait_exponential(multiplier=0.1, max=4),
            retry=tenacity.retry_if_result(lambda answer: not done(answer)),
            retry_error_callback=last,
        )
        found: T = retrying(ask)
        return found
