"""The spec: the configuration of one environment, typed, with keys, ids and references resolved.

Plain frozen values, free of pydantic. Places are kept as ways into the documents, so that a
position is looked up only when somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.automation.model import Action
    from pipelinectl.diagnostics import Span
    from pipelinectl.model import Address, Record, Value
    from pipelinectl.source.document import Document, Path


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """What the language needs to know of an environment of the project file.

    `known` are the names of all environments, None where there is no project file to name them.
    `subscriptions`, `add_ons` and `data_privacy` each win over the same key of the
    configuration's `account:`; None leaves that key alone.
    """

    name: str | None = None
    known: frozenset[str] | None = None
    subscriptions: Mapping[str, str] | None = None
    add_ons: tuple[str, ...] | None = None
    data_privacy: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of the configuration was read.

    `whole` is False where it has more files than these. `broken` says that some of those are
    faulty: that has been said, so what cannot be found for it is not.
    """

    whole: bool = True
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document. Its position is looked up when asked for."""

    document: Document
    path: Path = ()

    def at(self, *steps: str | int) -> Place:
        """The place that `steps` lead to from here."""
        return Place(self.document, (*self.path, *steps))

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.document.span(self.path)

    @property
    def key_span(self) -> Span:
        """Where the key of the value stands."""
        return self.document.key_span(self.path)


@dataclass(frozen=True, slots=True)
class Account:
    """What is declared of the account. Empty or None where nothing is declared."""

    subscriptions: Mapping[str, str] = field(default_factory=dict)
    add_ons: tuple[str, ...] = ()
    data_privacy: bool | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status. `id` is the one of this environment; `index` its place among its siblings."""

    key: str
    name: str
    state: str
    id: str | None
    index: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a pipeline, statuses by key in the pipeline's order. None is not managed."""

    create_only_in: tuple[str, ...] | None = None
    no_skipping: bool | tuple[str, ...] | None = None
    no_moving_backward: bool | tuple[str, ...] | None = None

    @property
    def managed(self) -> Mapping[str, bool | tuple[str, ...]]:
        """The rules that are managed, by name."""
        rules = {
            "create_only_in": self.create_only_in,
            "no_skipping": self.no_skipping,
            "no_moving_backward": self.no_moving_backward,
        }
        return {name: value for name, value in rules.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Automate:
    """The templated automations of a pipeline. None is not managed, False is switched off.

    The triggers of `update_status` hold the key of the status that a ticket gets.
    """

    set_close_date: bool | None = None
    email_sent_to_customer: str | bool | None = None
    customer_replies: str | bool | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Automation:
    """A chain of actions: of a status, or a workflow of its own.

    References are resolved: statuses by `<pipeline key>/<status key>`, workflows of the files by
    their address. `include_chat` is None for a workflow of its own. `id` is the one of this
    environment.
    """

    address: Address
    name: str
    enabled: bool
    re_enroll: bool
    trigger: Record
    only_if: Record | None
    actions: tuple[Action, ...]
    place: Place = field(compare=False, repr=False)
    description: str | None = None
    id: str | None = None
    include_chat: bool | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline. `id` is the one of this environment.

    `access` is who may see it: `{users: (references), teams: (references)}`.
    """

    key: str
    name: str
    default: bool
    id: str | None
    exclusive: bool
    statuses: tuple[Status, ...]
    rules: Rules | None
    place: Place = field(compare=False, repr=False)
    automate: Automate | None = None
    access: Record | None = None

    @property
    def adopted(self) -> bool:
        """Whether the files say that the pipeline may exist without them."""
        return self.default or self.id is not None

    def status_place(self, status: Status) -> Place:
        """Where one of its statuses is declared."""
        return self.place.at("statuses", status.index)


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry of `removed:`.

    `pipeline` is the key where the files declare the pipeline, else the text as written.
    `status` is None where the whole pipeline goes. `move_tickets_to` is
    `<pipeline key>/<status key>`. Where a workflow goes, `automation` is its key, its name or
    `<pipeline>/<status>` for the actions of a status, and `pipeline` is empty. So it is where a
    channel goes, whose key or name is `channel`.
    """

    pipeline: str
    status: str | None
    id: str | None
    move_tickets_to: str | None
    place: Place = field(compare=False, repr=False)
    automation: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. `settings` are those that are declared, as `pipelinectl.channels` lists them.

    `id` is the one of this environment. `realise` has a word for each setting that the files
    choose a realisation for; the key `connection` stands for the channel itself.
    """

    key: str
    type: str
    settings: Mapping[str, Value]
    place: Place = field(compare=False, repr=False)
    id: str | None = None
    realise: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Migration:
    """An entry of `migrate:`. `channel` is a key where the files declare it, else as written."""

    channel: str
    source: str
    history: bool | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set of one thing that is no pipeline and no channel: a user, a team, the SLA, ….

    Of a user: `working_hours` ({monday: ("09:00-17:00",), …}), `time_zone`, `out_of_office`
    (({from, to}, …), dates as texts), `capacity` ({total: 20, …}), `skills` (names). Of a team:
    `main_members`, `extra_members` (references to users). Of the SLA: `enabled`, `schedule`
    ("always" or {hours, time_zone}), `pause_in` (references to statuses), `goals` (({when:
    condition or None, first_reply, next_reply, close, due_soon}, …), durations as {amount, unit}).
    Of spam: `allow`, `deny` (texts). Of skills: each category with its names.
    """

    key: str
    settings: Mapping[str, Value]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Spec:
    """The whole configuration for one environment, all in the order of its declaration.

    `automations` holds the actions of statuses, pipeline by pipeline, before the workflows of
    their own. `users` are by e-mail address, `teams` by name.

    `complete` is False where a fault kept some part of the files out.
    """

    account: Account = Account()
    pipelines: Mapping[str, Pipeline] = field(default_factory=dict)
    automations: Mapping[Address, Automation] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    migrations: tuple[Migration, ...] = ()
    users: Mapping[str, Settings] = field(default_factory=dict)
    teams: Mapping[str, Settings] = field(default_factory=dict)
    skills: Settings | None = None
    sla: Settings | None = None
    spam: Settings | None = None
    complete: bool = True
