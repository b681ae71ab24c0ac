"""Where a token may go: the vendor's own host, a loopback address, or what the user repeated.

The project file of a pull request is untrusted, and a token follows its `base_url`. So the text
must have one strict form that every HTTP client understands alike; no general URL parser is used.
"""

from __future__ import annotations

import ipaddress
import re

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_URL = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?:/[a-z0-9_-]+)*/?",
    re.ASCII | re.IGNORECASE,
)
_VENDOR = ".hubapi.com"


def refusal(url: str, repeated: str | None) -> str | None:
    """Why no token may be sent to `url`; None if it may.

    Args:
        url: the `base_url` of an environment.
        repeated: what whoever runs the command set as `PIPELINECTL_BASE_URL`, if anything.
    """
    found = _URL.fullmatch(url)
    if found is None:
        return "is not a plain URL such as `https://api.hubapi.com`"
    port = found["port"]
    if port is not None and not 0 < int(port) < 65536:
        return "has a port that does not exist"
    host = found["host"].lower()
    if url == repeated or is_loopback(host):
        return None
    if not host.endswith(_VENDOR):
        return "leads to a host that is neither the vendor's nor this machine"
    if found["scheme"].lower() != "https":
        return "sends the token unencrypted"
    return None if port in {None, "443"} else "leads to a foreign port of the vendor's host"


def is_loopback(host: str) -> bool:
    """Whether a host, as it stands in a URL and in lower case, is this machine."""
    if host == "localhost":
        return True
    try:
        if host.startswith("["):
            return ipaddress.IPv6Address(host[1:-1]) == ipaddress.IPv6Address("::1")
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False
