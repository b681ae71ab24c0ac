"""One HTTP session with an account: pacing, retries where they are safe, redaction, call counts."""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
import tenacity

from pipelinectl import __version__
from pipelinectl.adapters.hubspot.failures import Answer, not_understood, refusal
from pipelinectl.adapters.hubspot.pace import Pace
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT = (10, 60)
_ATTEMPTS = 5
_PASSING = {423, 429, 502, 503, 504, 521, 522, 523, 524}


class _Again(Exception):  # noqa: N818 - a signal between a call and its retry, not an error
    def __init__(self, error: RemoteError) -> None:
        super().__init__()
        self.error = error


class _Bearer(requests.auth.AuthBase):
    """Sets the token itself, so that no .netrc file can put another one in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Http:
    """Calls one host with one token. Threads may share it. The token never leaves it."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url.rstrip("/")
        self.host = urlsplit(base_url).netloc
        self.calls = 0
        self._counting = threading.Lock()
        self._pace = Pace(time.monotonic, time.sleep)
        self._session = requests.Session()
        self._session.auth = _Bearer(token)
        self._session.headers["User-Agent"] = f"pipelinectl/{__version__}"
        self._session.trust_env = not _is_loopback(urlsplit(base_url).hostname or "")
        adapter = requests.adapters.HTTPAdapter(pool_maxsize=8)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, path: str, what: str, params: Mapping[str, str] | None = None) -> Any:
        """The JSON of a read. What passes (limits, locks, server faults) is tried again.

        Raises:
            RemoteError: the read failed.
        """
        answer = self._persistent("GET", path, what, params=params)
        if not answer.ok:
            raise refusal(answer, what)
        if answer.json is None:
            raise not_understood(what)
        return answer.json

    def find(self, path: str, what: str) -> Any | None:
        """The JSON of a read, or None where there is no such object (404)."""
        answer = self._persistent("GET", path, what)
        if answer.status == 404:
            return None
        if not answer.ok:
            raise refusal(answer, what)
        if answer.json is None:
            raise not_understood(what)
        return answer.json

    def search(self, path: str, body: Any, what: str) -> Any:
        """The JSON of a search: a POST that changes nothing, so it is tried again like a read."""
        answer = self._persistent("POST", path, what, body=body, search=True)
        if not answer.ok:
            raise refusal(answer, what)
        return answer.json

    def ask(self, path: str, body: Any, what: str) -> Any:
        """The JSON of a batch read: a POST that changes nothing, so it is tried again."""
        answer = self._persistent("POST", path, what, body=body)
        if not answer.ok:
            raise refusal(answer, what)
        return answer.json

    def write(self, method: str, path: str, body: Any, what: str) -> Any:
        """One write, sent once; only a refusal by the rate limit or a lock is tried again.

        Returns the JSON of the answer, None where it has none: enough to learn an id that the
        help desk chose. What became of the object is only known from reading it.

        Raises:
            RemoteError: the call failed; `lost` where it may have been carried out.
        """
        answer = self._patient(method, path, what, body)
        if not answer.ok:
            raise refusal(answer, what)
        return answer.json

    def _persistent(  # noqa: PLR0913 - a call has this many parts, most by keyword
        self,
        method: str,
        path: str,
        what: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        search: bool = False,
    ) -> Answer:
        def once() -> Answer:
            answer = self._send(method, path, what, params=params, body=body, search=search)
            if answer.status in _PASSING:
                raise _Again(refusal(answer, what))
            return answer

        return _retried(once, tenacity.retry_if_exception(_may_pass))

    def _patient(self, method: str, path: str, what: str, body: Any) -> Answer:
        def once() -> Answer:
            answer = self._send(method, path, what, body=body)
            if answer.status in {423, 429}:
                raise _Again(refusal(answer, what))
            return answer

        return _retried(once, tenacity.retry_if_exception_type(_Again))

    def _send(  # noqa: PLR0913 - as above
        self,
        method: str,
        path: str,
        what: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        search: bool = False,
    ) -> Answer:
        self._pace.wait(search=search)
        with self._counting:
            self.calls += 1
        try:
            response = self._session.request(
                method,
                self._base_url + path,
                params=params,
                json=body,
                timeout=_TIMEOUT,
                allow_redirects=False,
            )
        except requests.exceptions.RequestException as fault:
            self._pace.learn({})
            raise self._unreached(what, fault) from None
        self._pace.learn(response.headers)
        return Answer.of(response.status_code, response.text)

    def _unreached(self, what: str, fault: requests.exceptions.RequestException) -> RemoteError:
        """The fault's text is left out: it may hold what must not be shown."""
        if _never_sent(fault):
            return RemoteError(
                diagnostic(
                    "PC501",
                    f"{what}: {self.host} cannot be reached.",
                    hint="Check the network and base_url. For the emulator: pipelinectl emulator "
                    "serve.",
                ),
            )
        return RemoteError(
            diagnostic(
                "PC510",
                f"{what}: the answer of {self.host} was lost.",
                hint="Run the command again: it reads the account first.",
            ),
            lost=True,
        )


def _retried(once: Any, condition: tenacity.retry_base) -> Answer:
    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(_ATTEMPTS),
        wait=tenacity.wait_random_exponential(multiplier=0.5, max=10),
        retry=condition,
        reraise=True,
    )
    try:
        answer: Answer = retrying(once)
    except _Again as again:
        raise again.error from None
    return answer


def _may_pass(fault: BaseException) -> bool:
    return isinstance(fault, _Again) or (isinstance(fault, RemoteError) and fault.lost)


def _never_sent(fault: requests.exceptions.RequestException) -> bool:
    """Whether the connection was never made, so that no call can have been carried out."""
    if isinstance(fault, requests.exceptions.ConnectTimeout):
        return True
    reason = getattr(fault.args[0], "reason", None) if fault.args else None
    if isinstance(fault, requests.exceptions.SSLError):
        return _is_bad_certificate(reason)
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError"}


def _is_bad_certificate(reason: object) -> bool:
    """Certificates are looked at before anything is sent; other TLS faults can come later."""
    cause = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    return isinstance(cause, ssl.SSLCertVerificationError)


def _is_loopback(host: str) -> bool:
    """Whether the host is this machine: proxies of the environment are not asked then."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
