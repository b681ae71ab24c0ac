"""Whether the account has the people, teams, e-mails and workflows that an automation names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.accountlookup import BY_ID, READY_MADE, AccountLookup
from pipelinectl.adapters.hubspot.directory import EMAILS_SCOPE, OWNERS_SCOPE, TEAMS_SCOPE
from pipelinectl.automation.references import EMAIL, TEAM, USER, WORKFLOW, references
from pipelinectl.model import Kind, Read
from pipelinectl.names import did_you_mean, label_key
from pipelinectl.ports import Lack, Objection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.adapters.hubspot.directory import Directory, Email
    from pipelinectl.adapters.hubspot.pieces import Piece
    from pipelinectl.model import Live

_OWNER = "owner"
_OWN_WORKFLOW = f"{Kind.AUTOMATION}."


class NameChecks:
    """Checks names in one account."""

    def __init__(self, directory: Directory, live: Live) -> None:
        self._directory = directory
        self._live = live
        self._lookup = AccountLookup(directory, live)

    def of(self, piece: Piece) -> Iterator[Objection]:
        """What speaks against the names in a piece."""
        for kind, name in dict.fromkeys(references(piece.value)):
            if kind in {USER, _OWNER}:
                yield from self._user(piece.path, name, owner=kind == _OWNER)
            elif kind == TEAM:
                yield from self._team(piece.path, name)
            elif kind == EMAIL:
                yield from self._email(piece, name)
            elif kind == WORKFLOW and not name.startswith(_OWN_WORKFLOW):
                yield from self._workflow(piece.path, name)

    def owner(self, path: str, name: str) -> Iterator[Objection]:
        """Where a person must be known as an owner: nothing if so, or if nobody is known."""
        known = [each for each in self._directory.people.items if _is(name, each.email, each.user)]
        if known and not any(each.owner for each in known):
            yield unreadable(path, OWNERS_SCOPE, f"the owner id of {_said(name)}")

    def _user(self, path: str, name: str, *, owner: bool) -> Iterator[Objection]:
        people = self._directory.people
        if people.unreadable is not None:
            yield unreadable(path, OWNERS_SCOPE, f"whether the account has the user {_said(name)}")
            return
        if any(_is(name, each.email, each.user) for each in people.items):
            if owner:
                yield from self.owner(path, name)
            return
        if any(_is(name, each.email, each.user) for each in self._directory.former.items):
            message = f"User {_said(name)} was deactivated in the account."
            yield Objection(Lack.MISSING, "PC514", message, path=path)
            return
        message = f"User {_said(name)} does not exist in the account."
        hint = did_you_mean(name, [each.email for each in people.items])
        yield Objection(Lack.MISSING, "PC514", message, hint, path)

    def _team(self, path: str, name: str) -> Iterator[Objection]:
        teams = self._directory.teams
        if teams.unreadable is not None:
            yield unreadable(path, TEAMS_SCOPE, f"whether the account has the team {_said(name)}")
            return
        ids = [each.id for each in teams.items if _is(name, each.name, each.id, exact=True)]
        if len(ids) > 1:
            yield _several(path, "PC515", f"teams {_said(name)}", ids)
        elif not ids:
            message = f"Team {_said(name)} does not exist in the account."
            hint = did_you_mean(name, [each.name for each in teams.items])
            yield Objection(Lack.MISSING, "PC515", message, hint, path)

    def _email(self, piece: Piece, name: str) -> Iterator[Objection]:
        emails = self._directory.emails
        if emails.unreadable is not None:
            words = f"whether the account has the e-mail {_said(name)}"
            yield unreadable(piece.path, EMAILS_SCOPE, words)
            return
        found = self._emails(name)
        custom = piece.action is None or piece.action.settings.get("custom") is not False
        if not custom:
            yield from _ready_made(piece.path, name, found)
        elif len(found) > 1:
            ids = [each.id for each in found]
            yield _several(piece.path, "PC516", f"e-mails {_said(name)}", ids)
        elif not found:
            message = f"E-mail {_said(name)} does not exist in the account."
            hint = did_you_mean(name, [each.name for each in emails.items])
            yield Objection(Lack.MISSING, "PC516", message, hint, piece.path)
        else:
            yield from _sendable(piece.path, found[0])

    def _emails(self, name: str) -> list[Email]:
        if name.startswith(BY_ID):
            wanted = name.removeprefix(BY_ID)
            return [each for each in self._directory.emails.items if each.id == wanted]
        return self._lookup.emails(name)

    def _workflow(self, path: str, name: str) -> Iterator[Objection]:
        listed = self._live.objects.get(Kind.AUTOMATION, {})
        if name.startswith(BY_ID):
            found = [each for each in listed if each == name.removeprefix(BY_ID)]
        else:
            found = self._lookup.candidates(WORKFLOW, name)
        if len(found) > 1:
            yield _several(path, "PC520", f"workflows {_said(name)}", found)
        elif not found and self._live.reads.get(Kind.AUTOMATION) is not Read.COMPLETE:
            why = self._live.why.get(Kind.AUTOMATION, "workflows were not read.")
            message = f"Whether the account has the workflow {_said(name)} is not known: {why}"
            yield Objection(Lack.UNREADABLE, "PC522", message, path=path)
        elif not found:
            message = f"Workflow {_said(name)} does not exist in the account."
            names = [str(each.fields.get("name")) for each in listed.values()]
            yield Objection(Lack.MISSING, "PC520", message, did_you_mean(name, names), path)


def unreadable(path: str, scope: str, what: str) -> Objection:
    """That something could not be looked up, and which permission would show it."""
    message = f"The token's user lacks {scope}: {what} is not known."
    hint = f"Add the scope {scope} to the service key or private app."
    return Objection(Lack.UNREADABLE, "PC522", message, hint, path)


def _ready_made(path: str, name: str, found: list[Email]) -> Iterator[Objection]:
    """A ready-made e-mail can be sent by a workflow only as a published asset of the account."""
    if len(found) == 1 and found[0].published:
        return
    if not found:
        why = "The account shows no e-mail of that kind."
    elif len(found) > 1:
        why = f"The account shows {len(found)} e-mails of that kind."
    else:
        why = "The account's e-mail of that kind is not published."
    message = f"{_said(name)} cannot be sent by a workflow here. {why}"
    subcategory = READY_MADE.get(name)
    hint = f"It is looked for by the subcategory {subcategory}, then by its name."
    yield Objection(Lack.NOT_AS_WORKFLOW, "PC517", message, hint if subcategory else None, path)


def _sendable(path: str, email: Email) -> Iterator[Objection]:
    if not email.published:
        message = f'E-mail "{email.name}" is not published.'
        hint = "Publish it in the marketing e-mail tool."
        yield Objection(Lack.MISSING, "PC516", message, hint, path)
    if not email.transactional:
        message = (
            f'"{email.name}" is not transactional: contacts that are not marketing contacts will '
            "not receive it."
        )
        yield Objection(Lack.DOUBTFUL, "PC518", message, path=path)


def _several(path: str, code: str, what: str, ids: Iterable[str]) -> Objection:
    listed = ", ".join(f"`{BY_ID}{each}`" for each in ids)
    return Objection(
        Lack.MISSING, code, f"The account has several {what}.", f"Write one of {listed}.", path
    )


def _is(name: str, own: str, identifier: str | None, *, exact: bool = False) -> bool:
    if name.startswith(BY_ID):
        return identifier == name.removeprefix(BY_ID)
    return own == name if exact else label_key(own) == label_key(name)


def _said(name: str) -> str:
    if name.startswith(BY_ID):
        return f"with the id {name.removeprefix(BY_ID)}"
    return name if "@" in name else f'"{name}"'
