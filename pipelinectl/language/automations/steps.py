"""Actions that lead to one place: what each word of the language says, as settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pipelinectl.automation import references as refs
from pipelinectl.automation.model import Action
from pipelinectl.language.automations.conditions import values
from pipelinectl.language.automations.durations import duration
from pipelinectl.language.automations.raw import raw
from pipelinectl.language.models.base import words_in
from pipelinectl.language.models.steps import CustomEmailModel, NewValueModel, UntilModel
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.steps import (
        CustomCodeModel,
        KeyAuthModel,
        MomentModel,
        NotificationModel,
        PeopleModel,
        RotateModel,
        TaskModel,
        WebhookModel,
    )
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

SUBJECT = "Ticket: {{ticket.subject}}"
BODY = "{{ticket.content}}"
"""What notifications say where the files say nothing."""

_NOBODY, _CONTACT_OWNER = "none", "contact_owner"
_THE_OWNER, _THE_CHANNEL = "owner", "channel"
_GROUPS = frozenset({"users", "teams"})
_NEVER_EMPTY = frozenset({"status", "pipeline"})


class Steps:
    """Makes the actions of one automation. `inside` is the pipeline whose statuses have names."""

    def __init__(self, names: Names, inside: str | None) -> None:
        self._names = names
        self._inside = inside
        self._settings: Mapping[str, Callable[[Any, Place], Record]] = {
            "send_email": self._send_email,
            "send_internal_email_notification": self._notification,
            "send_in_app_notification": self._notification,
            "assign_owner": self._assign_owner,
            "rotate_owner": self._rotate_owner,
            "create_task": self._create_task,
            "delay": self._delay,
            "enroll_in": self._enroll_in,
            "custom_code": self._custom_code,
            "webhook": self._webhook,
            "raw": self._raw,
        }

    def of(self, word: str, value: Any, place: Place) -> list[Action]:
        """The actions that one word stands for: one, but of `set` one for each property."""
        if word == "set":
            return self._set(value, place)
        return [Action(word, self._settings[word](value, place), span=place.key_span)]

    def _send_email(self, value: str | CustomEmailModel, _: Place) -> Record:
        custom = isinstance(value, CustomEmailModel)
        name = value.custom.strip() if isinstance(value, CustomEmailModel) else value
        return Record(email=refs.reference(refs.EMAIL, name), custom=custom)

    def _notification(self, value: NotificationModel, place: Place) -> Record:
        to = value.to
        return Record(
            to=Record(owner=True) if isinstance(to, str) else self._people(to, place.at("to")),
            subject=(value.subject or SUBJECT).strip(),
            body=(value.body or BODY).rstrip(),
        )

    def _people(self, value: PeopleModel | RotateModel, place: Place) -> Record:
        """Users or teams, exactly one of the two."""
        there = [word for word in words_in(value) if word in _GROUPS]
        if len(there) != 1:
            self._names.refuse(
                "PC143",
                "Users and teams stand here together; it is one of the two."
                if there
                else "Nobody stands here; it is users or teams.",
                place,
                "Write an action for each." if there else "Write `{teams: [Tier 1]}`.",
            )
        if "users" in there:
            at = place.at("users")
            found = [self._names.user(each, at.at(row)) for row, each in enumerate(value.users)]
            return Record(users=tuple(found))
        teams = value.teams if there else ()
        return Record(teams=tuple(refs.reference(refs.TEAM, each.strip()) for each in teams))

    def _set(self, value: Mapping[str, Any], place: Place) -> list[Action]:
        pipeline = value.get("pipeline")
        key = self._names.desk.directory.key(pipeline) if isinstance(pipeline, str) else None
        inside = key or self._inside
        return [
            Action(
                "set",
                Record(property=name, value=self._new(name, each, place.at(name), inside)),
                span=place.at(name).key_span,
            )
            for name, each in value.items()
        ]

    def _new(self, name: str, value: Any, place: Place, inside: str | None) -> Value:
        if name == _THE_OWNER:
            self._names.refuse(
                "PC150",
                "The owner is set by assign_owner.",
                place,
                f"Write `assign_owner: {value}`." if isinstance(value, str) and value else None,
            )
            return ""
        if name == _THE_CHANNEL:
            message = "The channel of a ticket is what it came by; nothing can set it."
            self._names.refuse("PC150", message, place, "Delete the line.")
            return ""
        if isinstance(value, NewValueModel):
            return self._unknown_yet(value, place)
        if value != "":
            return values(name, [value], place, self._names, inside)[0]
        if name in _NEVER_EMPTY:
            self._names.refuse("PC112", f'"{name}" is empty, and every ticket has one.', place)
        return ""

    def _unknown_yet(self, value: NewValueModel, place: Place) -> Value:
        match words_in(value):
            case ("copy",):
                return Record(copy=value.copy_)
            case ("now",):
                return Record(now=True)
            case ("increase_by",):
                return Record(increase_by=value.increase_by)
        self._names.refuse(
            "PC141",
            "A new value is one of copy, now and increase_by.",
            place,
            "Keep one of them." if words_in(value) else "Write `{copy: subject}`, for example.",
        )
        return ""

    def _assign_owner(self, value: str, place: Place) -> Record:
        word = value.strip()
        if word == _CONTACT_OWNER:
            return Record(to=Record(contact_owner=True))
        return Record(to="" if word == _NOBODY else self._names.user(word, place))

    def _rotate_owner(self, value: RotateModel, place: Place) -> Record:
        return Record(to=self._people(value, place), overwrite=bool(value.overwrite))

    def _create_task(self, value: TaskModel, place: Place) -> Record:
        settings: dict[str, Value] = {
            "title": value.title.strip(),
            "notes": (value.notes or "").rstrip(),
        }
        if value.due is not None:
            settings["due"] = duration(value.due)
        if value.assign_to is not None:
            word, at = value.assign_to.strip(), place.at("assign_to")
            the_owner = word == _THE_OWNER
            settings["assign_to"] = Record(owner=True) if the_owner else self._names.user(word, at)
        if value.priority is not None:
            settings["priority"] = value.priority
        return Record(settings)

    def _delay(self, value: str | UntilModel, place: Place) -> Record:
        if isinstance(value, UntilModel):
            return Record(until=self._moment(value.until, place.at("until")))
        return duration(value)

    def _moment(self, value: MomentModel, place: Place) -> Record:
        match words_in(value):
            case ("date", "at"):
                if not _is_day(value.date):
                    self._names.refuse(
                        "PC145", f"{value.date} is not a day of the calendar.", place.at("date")
                    )
                return Record(date=value.date, at=value.at)
            case ("property",):
                return Record(property=value.property)
        self._names.refuse(
            "PC145",
            "A delay ends at a date with its time, or at the date that a property holds.",
            place,
            'Write `{date: "2026-12-24", at: "09:00"}` or `{property: due_date}`.',
        )
        return Record()

    def _enroll_in(self, value: str, place: Place) -> Record:
        return Record(workflow=self._names.workflow(value, place))

    def _custom_code(self, value: CustomCodeModel, place: Place) -> Record:
        settings: dict[str, Value] = {
            "runtime": value.runtime,
            "source": self._names.file(value.file, place.at("file")),
            "file": value.file.strip(),
            "secrets": tuple(each.strip() for each in value.secrets or ()),
        }
        for name, given in (("inputs", value.inputs), ("outputs", value.outputs)):
            if given:
                settings[name] = Record({key.strip(): each.strip() for key, each in given.items()})
        return Record(settings)

    def _webhook(self, value: WebhookModel, place: Place) -> Record:
        settings: dict[str, Value] = {"method": value.method or "POST", "url": value.url}
        if value.auth is not None:
            settings["auth"] = self._auth(value.auth, place.at("auth"))
        return Record(settings)

    def _auth(self, value: KeyAuthModel, place: Place) -> Record:
        match words_in(value):
            case ("key", "in", "secret"):
                return Record({"key": value.key, "in": value.in_, "secret": value.secret})
            case ("signature",):
                return Record(signature=value.signature)
        self._names.refuse(
            "PC141",
            "auth has key, in and secret together, or signature alone.",
            place,
            "Write `{key: X-Api-Key, in: header, secret: HOOK_KEY}`.",
        )
        return Record()

    def _raw(self, value: dict[str, Any], place: Place) -> Record:
        return Record(json=raw(value, place, self._names, self._inside))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
