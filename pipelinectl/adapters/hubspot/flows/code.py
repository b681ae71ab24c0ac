"""`webhook` and `custom_code`: HubSpot's actions of the same names.

Sources: HubSpot's API description of flows; that outputs have types other than ENUMERATION is
seen in real flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

Json = dict[str, Any]

_PLACES = {"header": "HEADER", "query": "QUERY_PARAM"}


def lower_webhook(settings: Record, _: Lookup) -> Json:
    """A call to an address, with what HubSpot sends by itself."""
    found: Json = {
        "method": settings["method"],
        "webhookUrl": settings["url"],
        "queryParams": [],
    }
    auth = settings.get("auth")
    if isinstance(auth, Record):
        found["authSettings"] = _lowered_auth(auth)
    return found


def guess_webhook(action: Json, _: Lookup) -> Record:
    """The opposite."""
    more: dict[str, Value] = {}
    if action.get("authSettings"):
        more["auth"] = _guessed_auth(action["authSettings"])
    return Record(more, method=action["method"], url=action["webhookUrl"])


def lower_code(settings: Record, _: Lookup) -> Json:
    """A program. The file that it stands in is nothing to HubSpot."""
    inputs, outputs = settings.get("inputs", Record()), settings.get("outputs", Record())
    assert isinstance(inputs, Record)
    assert isinstance(outputs, Record)
    return {
        "runtime": settings["runtime"],
        "sourceCode": settings["source"],
        "secretNames": list(as_list(settings.get("secrets", ()))),
        "inputFields": [
            {"name": name, "value": {"type": "OBJECT_PROPERTY", "propertyName": _property(each)}}
            for name, each in inputs.items()
        ],
        "outputFields": [{"name": name, "type": each} for name, each in outputs.items()],
    }


def guess_code(action: Json, _: Lookup) -> Record:
    """The opposite, without a file."""
    more: dict[str, Value] = {}
    if action.get("inputFields"):
        named = {each["name"]: each["value"]["propertyName"] for each in action["inputFields"]}
        more["inputs"] = Record({name: terms.own(each) for name, each in named.items()})
    if action.get("outputFields"):
        more["outputs"] = Record({each["name"]: each["type"] for each in action["outputFields"]})
    return Record(
        more,
        runtime=action["runtime"],
        source=action["sourceCode"],
        secrets=tuple(action.get("secretNames") or ()),
    )


def _property(name: Value) -> str:
    return terms.internal(str(name))


def _lowered_auth(auth: Record) -> Json:
    if "signature" in auth:
        app = str(auth["signature"])
        if not (app.isascii() and app.isdigit()):
            raise CannotLower("", f"an app is named by its number: {app!r} is none.")
        return {"type": "SIGNATURE", "appId": int(app)}
    return {
        "type": "AUTH_KEY",
        "name": auth["key"],
        "location": _PLACES[str(auth["in"])],
        "secretName": auth["secret"],
    }


def _guessed_auth(auth: Json) -> Record:
    if auth["type"] == "SIGNATURE":
        return Record(signature=str(auth["appId"]))
    places = {vendor: own for own, vendor in _PLACES.items()}
    return Record(
        {"key": auth["name"], "in": places[auth["location"]], "secret": auth["secretName"]}
    )
