"""What the files say of a channel: where it is connected, and where its tickets begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelinectl import channels
from pipelinectl.automation import references
from pipelinectl.checks import moves
from pipelinectl.model import Address, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.language.spec import Channel, Settings, Spec
    from pipelinectl.model import Value

NOBODY = "none"
CONTACT_OWNER = "contact_owner"


class Feeding(NamedTuple):
    """Which channels make tickets: of each pipeline, and of a pipeline that nobody declared."""

    known: dict[str, list[Channel]]
    unknown: list[Channel]


def address(channel: Channel, setting: str | None = None) -> str:
    """The address of a channel, or of one of its settings."""
    own = setting is None or setting in channels.OF_THE_CONNECTION
    return str(Address(Kind.CHANNEL, (channel.key,) if own else (channel.key, str(setting))))


def in_help_desk(channel: Channel) -> bool:
    """Whether the files connect it to the help desk."""
    return channel.settings.get("connected_to") == channels.HELP_DESK


def outside(channel: Channel) -> bool:
    """Whether the files connect it to an inbox."""
    return "connected_to" in channel.settings and not in_help_desk(channel)


def makes_tickets(channel: Channel) -> bool:
    """Whether it makes tickets, as far as the files say."""
    return channel.settings.get("create_tickets") is not False


def of_type(spec: Spec, *types: str) -> Iterator[Channel]:
    """The channels of some types, in the order of their declaration."""
    return (each for each in spec.channels.values() if each.type in types)


def pipeline_of(channel: Channel) -> str | None:
    """The key of the pipeline that its tickets are made in; None where nobody declared it."""
    properties = channel.settings.get("ticket_properties")
    if not isinstance(properties, Record):
        return None
    named = references.named(properties.get("pipeline"), references.PIPELINE)
    status = status_of(channel)
    return named or (status.partition("/")[0] if status else None)


def status_of(channel: Channel) -> str | None:
    """The declared status of its new tickets, as `<pipeline key>/<status key>`."""
    properties = channel.settings.get("ticket_properties")
    if not isinstance(properties, Record):
        return None
    return references.named(properties.get("status"), references.STATUS)


def feeding(spec: Spec) -> Feeding:
    """The channels that make tickets, by the keys of their pipelines."""
    found = Feeding({}, [])
    for channel in spec.channels.values():
        if makes_tickets(channel):
            key = pipeline_of(channel)
            (found.unknown if key is None else found.known.setdefault(key, [])).append(channel)
    return found


def starts(spec: Spec, pipeline: str, fed_by: Iterable[Channel]) -> frozenset[str]:
    """The statuses that new tickets of these channels have, as references name them.

    Where a channel declares the pipeline alone, its first open status is meant.
    """
    declared = spec.pipelines.get(pipeline)
    first = moves.first_open(declared) if declared else None
    otherwise = f"{pipeline}/{first.key}" if first else ""
    return frozenset(status_of(each) or otherwise for each in fed_by) - {""}


def listed(items: list[str], most: int = 5) -> str:
    """Several things in a sentence; of very many only how many more there are."""
    shown = items if len(items) <= most else [*items[: most - 1], f"{len(items) - most + 1} more"]
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def form_address(channel: Channel) -> str:
    """The address of the form of a channel."""
    return str(Address(Kind.FORM, (channel.key,)))


def of_user(user: Settings, setting: str) -> str:
    """The address of a setting of a user."""
    return str(Address(Kind.USER, (user.key, setting)))


def named(values: Value, kind: str) -> Iterator[str]:
    """The names that the references of one kind hold, in their order."""
    return (name for each, name in references.references(values) if each == kind)
