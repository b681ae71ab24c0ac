"""A stand-in for `Http` that answers from a script: for what no emulated account ever does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pipelinectl.adapters.hubspot.failures import Answer, refusal

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.http import Http

Reply = Any
"""JSON, or the number of a refusal."""


class Script:
    """Answers by method and path; the last answer of a call stays for those that follow."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[str] = []

    def on(self, call: str, *replies: Reply) -> Script:
        """What to answer to a call like `GET /1`, the path being what follows `/flows`."""
        self.replies[call] = list(replies)
        return self

    def http(self) -> Http:
        return cast("Http", self)

    def get(self, path: str, what: str, params: Any = None) -> Any:
        after = (params or {}).get("after")
        return self._answer("GET", path + (f"?{after}" if after else ""), what)

    def find(self, path: str, what: str) -> Any:
        return self._answer("GET", path, what, absent=True)

    def ask(self, path: str, body: Any, what: str) -> Any:
        del body
        return self._answer("POST", path, what)

    def write(self, method: str, path: str, body: Any, what: str) -> Any:
        del body
        return self._answer(method, path, what)

    def _answer(self, method: str, path: str, what: str, *, absent: bool = False) -> Any:
        call = f"{method} {path.split('/flows', 1)[-1] or '/'}"
        self.asked.append(call)
        listed = self.replies[call]
        reply = listed.pop(0) if len(listed) > 1 else listed[0]
        if reply == 404 and absent:
            return None
        if isinstance(reply, int):
            raise refusal(Answer(reply, ""), what)
        return reply
