"""What texts name: statuses, pipelines, channels, people, workflows and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.automation import references as refs
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.references import Directory, Index, ambiguous, unknown_status
from pipelinectl.language.spec import Place
from pipelinectl.language.wording import excerpt
from pipelinectl.source.attachments import AttachmentError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelinectl.diagnostics import Span
    from pipelinectl.language.automations.workflows import Workflows
    from pipelinectl.model import Address, Record

BY_ID = "id:"
"""What stands before the id of a user, a team, an e-mail, a workflow or a channel."""


@dataclass(frozen=True, slots=True)
class KeyPlace(Place):
    """A place of which the key is meant."""

    @classmethod
    def of(cls, place: Place) -> KeyPlace:
        """The key of what stands at `place`."""
        return cls(place.document, place.path)

    @property
    def span(self) -> Span:
        """Where the key stands."""
        return self.key_span


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the files declare and automations may name.

    `whole` is False where the configuration has more files than those that were read. `channels`
    are their keys. `broken` says that what is missing may lie in a file that could not be read.
    """

    directory: Directory
    workflows: Workflows
    whole: bool
    channels: Collection[str] = ()
    broken: bool = False
    _indexes: dict[str, Index] = field(default_factory=dict)

    def index(self, pipeline: str) -> Index | None:
        """The statuses of a pipeline; None where they are not known."""
        found = self.directory.pipelines.get(pipeline)
        if found is None:
            return None
        return self._indexes.setdefault(pipeline, Index.of(found))


class Names:
    """The look-ups of one automation, and all that was found wrong with it.

    A look-up that fails is noted and gives a reference all the same, so that one run finds every
    fault; `sound` is False then, and the automation must not be used. `missing` names pipelines and
    channels that may be declared in files that were not read, each as what it is and its text.
    """

    def __init__(self, desk: Desk, address: Address) -> None:
        self.desk = desk
        self.address = address
        self.found: list[Diagnostic] = []
        self.sound = True
        self.missing: dict[tuple[str, str], Place] = {}
        self.enrolls: list[tuple[str, Place]] = []

    def refuse(
        self,
        code: str,
        message: str,
        place: Place,
        hint: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note a fault of a value."""
        self.note(
            diagnostic(
                code,
                message,
                span=place.span,
                hint=hint,
                address=str(self.address),
                related=related,
            )
        )

    def note(self, found: Diagnostic) -> None:
        """Note a fault that is put into words already."""
        self.found.append(found)
        self.sound = False

    def pipeline_key(self, text: str, place: Place) -> str | None:
        """The key of a pipeline; None where the files do not say which it is."""
        key = self.desk.directory.key(text)
        if key is None:
            self._unknown_pipeline(text.strip(), place)
        elif key in self.desk.directory.faulty:
            self.sound = False  # what is wrong with it has been said
        return key

    def pipeline(self, text: str, place: Place) -> Record:
        """A pipeline by key or name."""
        return refs.reference(refs.PIPELINE, self.pipeline_key(text, place) or text)

    def file(self, text: str, place: Place) -> str:
        """The text of a file that lies beside the one that names it."""
        attachments, word = place.document.attachments, text.strip()
        why = "cannot be read from here"
        if attachments is not None:
            try:
                return attachments.text(place.document.file, word)
            except AttachmentError as error:
                why = str(error)
        self.refuse(
            "PC149",
            f"{excerpt(word)} {why}.",
            place,
            "Write the path from the folder of this YAML file to a text in UTF-8.",
        )
        return ""

    def status(self, text: str, place: Place, inside: str | None) -> Record:
        """A status: of the pipeline `inside`, else as `pipeline/Status`."""
        key = self._status_in(text, place, inside) if inside else self._status(text, place)
        return refs.reference(refs.STATUS, key or text)

    def _status_in(self, text: str, place: Place, inside: str) -> str | None:
        index = self.desk.index(inside)
        if index is None:
            # what keeps the pipeline from being known has been said, or it was not read
            self.sound = self.sound and inside not in self.desk.directory.faulty
            return None
        left, slash, right = text.partition("/")
        if not slash or index.find(text):
            return self._only(index, text, place)
        other = self.desk.directory.key(left)
        if other is None or other == inside:
            return self._only(index, text if other is None else right, place)
        self.refuse(
            "PC202",
            f'"{text.strip()}" points to another pipeline; automations cannot cross pipelines.',
            place,
            f'Name a status of pipeline "{index.pipeline.name}".',
        )
        return None

    def _status(self, text: str, place: Place) -> str | None:
        left, slash, right = text.partition("/")
        if not slash or not left.strip() or not right.strip():
            self.refuse(
                "PC208",
                f'"{text.strip()}" does not say which pipeline the status belongs to.',
                place,
                "Write `pipeline/Status`, for example `support/Waiting on us`.",
            )
            return None
        key = self.pipeline_key(left, place)
        index = None if key is None else self.desk.index(key)
        return None if index is None else self._only(index, right, place, f"{left.strip()}/")

    def _only(self, index: Index, text: str, place: Place, prefix: str = "") -> str | None:
        match index.find(text):
            case (status,):
                return f"{index.pipeline.key}/{status.key}"
            case ():
                self.note(unknown_status(index, text, place, str(self.address), prefix))
            case _:
                self.note(ambiguous(index, text, place, str(self.address)))
        return None

    def _unknown_pipeline(self, text: str, place: Place) -> None:
        if not self.desk.whole:
            self.missing.setdefault((refs.PIPELINE, text), place)
            return
        near = self.desk.directory.near(text)
        meant = f' Did you mean "{near}"?' if near else ""
        self.refuse(
            "PC205",
            f'"{excerpt(text)}" is not a pipeline of the files.{meant}',
            place,
            None if near else "Write the key or the name of a pipeline of the files.",
        )

    def user(self, text: str, place: Place) -> Record:
        """A user by e-mail address or id."""
        word = text.strip()
        if "@" not in word and not word.startswith(BY_ID):
            self.refuse(
                "PC210",
                f'"{excerpt(word)}" is no e-mail address; users are named by theirs.',
                place,
                "Write an address such as `ana@acme.example`, or `id:` and the user's id.",
            )
        return refs.reference(refs.USER, word)

    def channel(self, text: str, place: Place) -> Record:
        """A channel of the files by its key, or one of the account by the id of its account."""
        word = text.strip()
        if not word.startswith(BY_ID) and word not in self.desk.channels:
            self._unknown_channel(word, place)
        return refs.reference(refs.CHANNEL, word)

    def _unknown_channel(self, word: str, place: Place) -> None:
        if not self.desk.whole:
            self.missing.setdefault((refs.CHANNEL, word), place)
            return
        near = names.near(word, sorted(self.desk.channels))
        meant = f' Did you mean "{near}"?' if near else ""
        self.refuse(
            "PC217",
            f'"{excerpt(word)}" is not the key of a channel of the files.{meant}',
            place,
            None if near else "Write such a key, or `id:` and the id of a channel account.",
        )

    def workflow(self, text: str, place: Place) -> Record:
        """A workflow of the files by key or name, a status's actions, or one of the account."""
        word = text.strip()
        found = self.desk.workflows.find(word) or self._reaction(word, place)
        if len(found) > 1:
            self._ambiguous_workflow(word, found, place)
        if not found:
            return refs.reference(refs.WORKFLOW, word)
        if found[0] in self.desk.workflows.faulty:
            self.sound = False  # what is wrong with it has been said
        self.enrolls.append((found[0], place))
        return refs.reference(refs.WORKFLOW, found[0])

    def _reaction(self, word: str, place: Place) -> tuple[str, ...]:
        """The actions of the status that a text names, if it names one."""
        left, slash, right = word.partition("/")
        key = self.desk.directory.key(left) if slash else None
        index = None if key is None else self.desk.index(key)
        hits = () if index is None else index.find(right)
        if index is None or len(hits) != 1:
            return ()
        address = self.desk.workflows.reaction(index.pipeline.key, hits[0].key)
        if address is None:
            self.refuse(
                "PC211",
                f'Status "{hits[0].name}" of pipeline "{index.pipeline.name}" has no actions '
                "that tickets could be enrolled in.",
                place,
                "Give it some under `when_status_reaches`, or name another workflow.",
            )
        return () if address is None else (address,)

    def _ambiguous_workflow(self, word: str, found: tuple[str, ...], place: Place) -> None:
        places = self.desk.workflows.places
        self.refuse(
            "PC203",
            f'"{excerpt(word)}" is the key or the name of {len(found)} workflows of the files.',
            place,
            "Name it by a key that only it has.",
            tuple(Related(places[each].key_span, "one of them") for each in found),
        )
