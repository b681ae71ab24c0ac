"""What lowering and raising ask of the account: ids of names, and names of ids.

HubSpot has three id spaces for people: an owner's id (the property of a ticket), a user's id
(the recipients of workflow actions) and the id of the CRM record of a user, which no flow holds.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unresolved(KeyError):  # noqa: N818 - it states a fact; the caller decides whether it is one
    """The account has nothing, or more than one thing, of this kind and name."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name

    def __str__(self) -> str:
        return f"the account has no {self.kind} {self.name!r}, or more than one"


class CannotLower(ValueError):  # noqa: N818 - like the one above
    """HubSpot's form of a declared thing is not known; it can be written with `raw:`.

    `path` is the field, or `actions` and the way of an action (`actions.0.1.2`).
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


@contextmanager
def located(path: str) -> Iterator[None]:
    """Give a CannotLower from within this path, unless it has one."""
    try:
        yield
    except CannotLower as fault:
        raise CannotLower(fault.path or path, fault.reason) from fault


class CannotRaise(ValueError):  # noqa: N818 - like the ones above
    """A flow has no form of ours; the text says why in one line."""


class Lookup(Protocol):
    """Names and ids of one account. A name `id:<id>` stands for that id everywhere."""

    def id_of(self, kind: str, name: str) -> str:
        """The id of what a reference names.

        Of a user it is the user's id (not the owner's), of an e-mail its content id, of a
        workflow the flow's id. A status, a pipeline and a channel are named by their ids already.

        Raises:
            Unresolved: the account does not have it, or has it more than once.
        """

    def owner_id(self, email: str) -> str:
        """The owner id of a person, by e-mail address or `id:<user id>`.

        Raises:
            Unresolved: the account has no such owner.
        """

    def name_of(self, kind: str, identifier: str) -> str:
        """The name that `id_of` resolves to this id; `id:<id>` where it is unknown or ambiguous.

        Of a user it is the e-mail address, of a status, a pipeline, a channel or a workflow the id
        itself.
        """

    def email_of_owner(self, owner_id: str) -> str | None:
        """The name that `owner_id` resolves to this owner id; None where there is none."""

    def pipeline_of(self, status_id: str) -> str | None:
        """The pipeline that holds a status; None where it is unknown."""

    def property_type(self, name: str) -> str | None:
        """HubSpot's type of a ticket property by its internal name; None where it is unknown.

        One of bool, date, datetime, enumeration, number, phone_number, string.
        """
