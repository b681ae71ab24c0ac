"""Lists of an account that may go on over pages, or may not be readable at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipelinectl.adapters.hubspot.failures import not_understood
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.adapters.hubspot.http import Http

T = TypeVar("T")

FORBIDDEN = "PC503"
"""The code of an answer 403: the token may not read this."""

_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """What a list holds. `unreadable` says why it could not be read, None where it could."""

    items: tuple[T, ...] = ()
    unreadable: str | None = None


def pages(http: Http, path: str, what: str, **wanted: str) -> list[Any]:
    """All items of a list, page after page.

    Raises:
        RemoteError: a page could not be read, or is no page of a list.
    """
    found: list[Any] = []
    params = dict(wanted)
    for _ in range(_MOST_PAGES):
        body = http.get(path, what, params)
        results = body.get("results") if isinstance(body, dict) else None
        if not isinstance(results, list):
            raise not_understood(what)
        found += results
        after = _after(body)
        if after is None:
            return found
        if after == params.get("after"):
            break
        params["after"] = after
    raise not_understood(what)


def readable(read: Callable[[], tuple[T, ...]], what: str) -> Listing[T]:
    """A list, or why the token may not read it.

    Raises:
        RemoteError: reading failed for any other reason.
    """
    try:
        return Listing(read())
    except RemoteError as error:
        if error.diagnostic.code == FORBIDDEN:
            return Listing(unreadable=error.diagnostic.message)
        raise
    except (KeyError, TypeError, AttributeError) as fault:
        raise not_understood(what) from fault


def _after(body: Any) -> str | None:
    """The cursor of the next page."""
    paging = body.get("paging")
    following = paging.get("next") if isinstance(paging, dict) else None
    after = following.get("after") if isinstance(following, dict) else None
    return None if after is None else str(after)
