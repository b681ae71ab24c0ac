"""All automations of the files: the switches of pipelines, status actions, and workflows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.automation import references as refs
from pipelinectl.automation.conditions import normal
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.automations.actions import Chains
from pipelinectl.language.automations.names import Desk, KeyPlace, Names
from pipelinectl.language.automations.templated import automate
from pipelinectl.language.automations.triggers import Entry
from pipelinectl.language.automations.workflows import Workflows, cycles
from pipelinectl.language.keys import id_in, unknown_environments
from pipelinectl.language.spec import Automation
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.language.merge import Merged
    from pipelinectl.language.models.automations import AutomationModel, StatusActions
    from pipelinectl.language.references import Directory
    from pipelinectl.language.spec import (
        Automate,
        EnvironmentView,
        Pipeline,
        Place,
        Reading,
        Status,
    )

NOT_FROM_CHAT = Record(property="source", test="is_not", values=("chat",))
"""What `include_chat: false` asks of a ticket."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The automations without a fault, the switches by pipeline, and all that was found."""

    automations: Mapping[Address, Automation]
    automate: Mapping[str, Automate]
    found: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class _Reaction:
    """The actions of one status, as they are declared."""

    pipeline: Pipeline
    status: Status
    model: StatusActions | None
    place: Place

    @property
    def address(self) -> Address:
        return Address(Kind.AUTOMATION, (self.pipeline.key, self.status.key))


def resolve(
    merged: Merged, directory: Directory, environment: EnvironmentView, reading: Reading
) -> Resolved:
    """Resolve every automation of the files.

    Args:
        merged: the files.
        directory: the pipelines of the files.
        environment: the environment whose ids hold.
        reading: what of the configuration was read.
    """
    found: list[Diagnostic] = []
    reactions = list(_reactions(merged, directory, found))
    places = {each.address: each.place for each in reactions}
    workflows = Workflows(merged.automations, places)
    desk = Desk(directory, workflows, reading.whole, merged.channels, broken=reading.broken)
    resolving = _Resolving(desk, environment, found)
    automations = [
        *(resolving.status_actions(each) for each in reactions),
        *(
            resolving.workflow(key, place, model)
            for key, (place, model) in merged.automations.items()
            if model is not None
        ),
    ]
    resolving.refuse_cycles()
    found += _taken_keys(merged, directory)
    switches = {}
    for key, model in merged.automate.items():
        pipeline = directory.pipelines.get(key)
        if pipeline is not None and model is not None:
            names = Names(desk, Address(Kind.PIPELINE, (key,)))
            switches[key] = automate(model, pipeline.place.at("automate"), names, key)
            found += names.found
    return Resolved(
        {each.address: each for each in automations if each is not None}, switches, found
    )


def _reactions(
    merged: Merged, directory: Directory, found: list[Diagnostic]
) -> Iterator[_Reaction]:
    """The actions of statuses, in the order of the statuses of each pipeline."""
    for key, pipeline in directory.pipelines.items():
        declared = merged.reactions.get(key)
        if not declared:
            continue
        names = Names(
            Desk(directory, Workflows({}, {}), whole=True), Address(Kind.PIPELINE, (key,))
        )
        by_status: dict[str, _Reaction] = {}
        for text, model in declared.items():
            place = pipeline.place.at("when_status_reaches", text)
            status = _status(text, place, names, pipeline)
            if status is None:
                continue
            reaction = _Reaction(pipeline, status, model, place)
            first = by_status.setdefault(status.key, reaction)
            if first is not reaction:
                found.append(_twice(reaction, first))
        found += names.found
        yield from (by_status[each.key] for each in pipeline.statuses if each.key in by_status)


def _status(text: str, place: Place, names: Names, pipeline: Pipeline) -> Status | None:
    found = names.status(text, KeyPlace.of(place), pipeline.key)
    wanted = str(found[refs.NAME]).removeprefix(f"{pipeline.key}/")
    return next((each for each in pipeline.statuses if each.key == wanted), None)


def _twice(reaction: _Reaction, first: _Reaction) -> Diagnostic:
    return diagnostic(
        "PC108",
        f'The actions of status "{reaction.status.name}" of pipeline "{reaction.pipeline.name}" '
        "are declared twice.",
        span=reaction.place.key_span,
        hint="Write one list.",
        address=str(reaction.address),
        related=[Related(first.place.key_span, "the first declaration")],
    )


def _taken_keys(merged: Merged, directory: Directory) -> Iterator[Diagnostic]:
    for key, (place, _) in merged.automations.items():
        if key in directory.pipelines or key in directory.faulty:
            pipeline, _ = merged.pipelines[key]
            yield diagnostic(
                "PC108",
                f'Workflow "{excerpt(key)}" has the key of a pipeline.',
                span=place.key_span,
                hint="Give the workflow another key.",
                address=str(Address(Kind.AUTOMATION, (key,))),
                related=[Related(pipeline.key_span, "the pipeline")],
            )


class _Resolving:
    """Resolves automations one after the other, and keeps which leads into which."""

    def __init__(self, desk: Desk, environment: EnvironmentView, found: list[Diagnostic]) -> None:
        self._desk = desk
        self._environment = environment
        self._found = found
        self._leads: dict[str, dict[str, Place]] = {}

    def status_actions(self, each: _Reaction) -> Automation | None:
        """The actions of a status; None where a fault is in them."""
        title = f'status "{each.status.name}" of pipeline "{each.pipeline.name}"'
        if not each.model:
            if _is_empty(each.place):
                self._found.append(_no_actions(title, each.place, each.address))
            return None
        names = Names(self._desk, each.address)
        if isinstance(each.model, list):
            long, models, place = None, each.model, each.place
        else:
            long, models, place = each.model, each.model.actions, each.place.at("actions")
        include_chat = bool(long and long.include_chat)
        key = f"{each.pipeline.key}/{each.status.key}"
        return self._sound(
            names,
            Automation(
                address=each.address,
                name=f"{each.pipeline.name.strip()} / {each.status.name.strip()}",
                enabled=long is None or long.enabled is not False,
                re_enroll=bool(long and long.re_enroll),
                trigger=Record(
                    on="status_reaches",
                    pipeline=refs.reference(refs.PIPELINE, each.pipeline.key),
                    statuses=(refs.reference(refs.STATUS, key),),
                ),
                only_if=None if include_chat else normal(NOT_FROM_CHAT),
                actions=Chains(names, each.pipeline.key).of(models, place),
                place=each.place,
                include_chat=include_chat,
            ),
        )

    def workflow(self, key: str, place: Place, model: AutomationModel) -> Automation | None:
        """A workflow of its own; None where a fault is in it."""
        address = Address(Kind.AUTOMATION, (key,))
        self._found += unknown_environments(model.id, place.at("id"), self._environment)
        names = Names(self._desk, address)
        entry = Entry(model, place, names)
        return self._sound(
            names,
            Automation(
                address=address,
                name=model.name.strip(),
                enabled=model.enabled is not False,
                re_enroll=bool(model.re_enroll),
                trigger=entry.trigger,
                only_if=entry.only_if,
                actions=Chains(names, entry.inside).of(model.actions, place.at("actions")),
                place=place,
                description=model.description.strip() if model.description else None,
                id=id_in(self._environment, model.id),
            ),
        )

    def _sound(self, names: Names, automation: Automation) -> Automation | None:
        self._found += names.found
        leads = self._leads.setdefault(str(automation.address), {})
        for target, place in names.enrolls:
            leads.setdefault(target, place)
        if names.sound and not self._desk.broken:
            self._found += _left_out(automation, names.missing)
        return automation if names.sound and not names.missing else None

    def refuse_cycles(self) -> None:
        """Note workflows that enrol tickets in each other: none of them could be made first."""
        leads = {name: set(targets) for name, targets in self._leads.items()}
        for cycle in cycles(leads):
            first, following = cycle[0], [*cycle[1:], cycle[0]]
            self._found.append(
                diagnostic(
                    "PC209",
                    f"Workflows enrol tickets in a circle: {' → '.join([*cycle, first])}.",
                    span=self._leads[first][following[0]].span,
                    hint="None of them could be created before the others. Leave one `enroll_in` "
                    "out, or set a property that triggers the workflow.",
                    address=first,
                    related=[
                        Related(self._leads[name][then].span, f"leads to {then}")
                        for name, then in zip(cycle[1:], following[1:], strict=True)
                    ],
                )
            )


def _is_empty(place: Place) -> bool:
    """Whether the actions of a status are left out, rather than faulty."""
    value = place.document.value
    for step in place.path:
        value = value[step]
    return value is None


def _no_actions(title: str, place: Place, address: Address) -> Diagnostic:
    return diagnostic(
        "PC144",
        f"The list of actions for {title} is empty.",
        span=place.key_span,
        hint="Delete the line, or write actions below it.",
        address=str(address),
    )


def _left_out(
    automation: Automation, missing: Mapping[tuple[str, str], Place]
) -> Iterable[Diagnostic]:
    """That a workflow was left out, because the pipelines and channels it names were not read."""
    for (kind, text), place in missing.items():
        yield diagnostic(
            "PC212",
            f'Workflow "{automation.name}" is left out: its {kind} "{excerpt(text)}" is not in '
            "the files that were read.",
            span=place.span,
            hint="Name the project folder to have all files read.",
            address=str(automation.address),
        )
