"""Checks of a pipeline's templated automations: what they do that people do not expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.checks import moves, sla, tiers
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Pipeline, Place, Spec, Status

SENT, REPLIES = "email_sent_to_customer", "customer_replies"


class Trigger(NamedTuple):
    """A trigger of `update_status` that is switched on."""

    setting: str
    pipeline: Pipeline
    status: Status
    place: Place

    @property
    def address(self) -> str:
        """Its address."""
        return _address(self.pipeline, self.setting)


def triggers(pipeline: Pipeline) -> dict[str, Trigger]:
    """The triggers of a pipeline that move tickets, by their settings."""
    automate = pipeline.automate
    if automate is None:
        return {}
    by_key = {status.key: status for status in pipeline.statuses}
    place = _update_status(pipeline)
    values = {SENT: automate.email_sent_to_customer, REPLIES: automate.customer_replies}
    return {
        setting: Trigger(setting, pipeline, by_key[value], place.at(setting))
        for setting, value in values.items()
        if isinstance(value, str) and value in by_key
    }


def replies_to_closed(spec: Spec) -> Iterator[Diagnostic]:
    """PC320: replies of customers that close their ticket."""
    for trigger in _all(spec, REPLIES):
        if trigger.status.state == "closed":
            yield diagnostic(
                "PC320",
                f'customer_replies sends tickets to the closed status "{trigger.status.name}"; '
                "customers' replies would be hidden from open views.",
                span=trigger.place.span,
                hint="Name an open status, one that says that it is your turn.",
                address=trigger.address,
            )


def mails_that_close(spec: Spec) -> Iterator[Diagnostic]:
    """PC321: mails to customers that close the ticket."""
    for trigger in _all(spec, SENT):
        if trigger.status.state == "closed":
            yield diagnostic(
                "PC321",
                "email_sent_to_customer closes tickets on every reply you send. Intended?",
                span=trigger.place.span,
                hint="Name an open status, one that says that it is the customer's turn.",
                address=trigger.address,
            )


def reopened_elsewhere(spec: Spec) -> Iterator[Diagnostic]:
    """PC322: a target that replies on closed tickets do not lead to."""
    for trigger in _all(spec, REPLIES):
        first = moves.first_open(trigger.pipeline)
        if first is None or first is trigger.status:
            continue
        yield diagnostic(
            "PC322",
            f'Replies on closed tickets always reopen to "{first.name}", not to '
            f'"{trigger.status.name}"; this cannot be switched off here.',
            span=trigger.place.span,
            address=trigger.address,
            related=[Related(trigger.pipeline.status_place(first).span, "the first open status")],
        )


def not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC323: status updates where the subscription has none."""
    if tiers.allows(tiers.UPDATE_STATUS, spec.account.subscriptions) is not False:
        return
    for pipeline in spec.pipelines.values():
        on = list(triggers(pipeline).values())
        if on:
            yield diagnostic(
                "PC323",
                f"update_status needs {tiers.UPDATE_STATUS.needs}.",
                span=_update_status(pipeline).key_span,
                address=on[0].address,
            )


def chats_left_out(spec: Spec) -> Iterator[Diagnostic]:
    """PC324: pipelines whose automations pass chats by, once for each."""
    actions: dict[str, list[bool | None]] = {}
    for automation in spec.automations.values():
        if moves.of_a_status(automation):
            listed = actions.setdefault(automation.address.keys[0], [])
            listed.append(automation.include_chat)
    for pipeline in spec.pipelines.values():
        listed = actions.get(pipeline.key, [])
        if not any(listed) and (listed or triggers(pipeline)):
            yield _chats_left_out(spec, pipeline, has_actions=bool(listed))


def _chats_left_out(spec: Spec, pipeline: Pipeline, *, has_actions: bool) -> Diagnostic:
    place = pipeline.place.at("when_status_reaches") if has_actions else _update_status(pipeline)
    lacking = tiers.has_workflows(spec.account.subscriptions) is False
    return diagnostic(
        "PC324",
        "Status updates and actions skip live chat and Messenger tickets; set include_chat on "
        "the action list to cover them.",
        span=place.key_span,
        hint=f"include_chat needs {tiers.WORKFLOWS.needs}." if lacking else None,
        address=str(Address(Kind.PIPELINE, (pipeline.key,))),
    )


def same_target(spec: Spec) -> Iterator[Diagnostic]:
    """PC325: triggers that cannot tell whose turn it is."""
    for pipeline in spec.pipelines.values():
        on = triggers(pipeline)
        if len(on) == 2 and on[SENT].status is on[REPLIES].status:
            yield diagnostic(
                "PC325",
                f'Both triggers set the same status "{on[SENT].status.name}"; the ticket will not '
                "show whose turn it is.",
                span=on[REPLIES].place.span,
                address=on[REPLIES].address,
                related=[Related(on[SENT].place.span, "the other trigger")],
            )


def no_close_date(spec: Spec) -> Iterator[Diagnostic]:
    """PC326: pipelines whose tickets get no close date."""
    counting = [
        Related(spec.sla.place.at("goals", index, "close").span, "this goal counts on it")
        for index, goal in sla.goals(spec)
        if spec.sla and "close" in goal
    ][:1]
    for pipeline in spec.pipelines.values():
        automate = pipeline.automate
        if automate is not None and automate.set_close_date is False:
            yield diagnostic(
                "PC326",
                f'set_close_date is off for "{pipeline.name}": time-to-close reports and SLAs '
                "lose their end point.",
                span=_place(pipeline).at("set_close_date").span,
                address=_address(pipeline, "set_close_date"),
                related=counting,
            )


def _all(spec: Spec, setting: str) -> Iterator[Trigger]:
    for pipeline in spec.pipelines.values():
        trigger = triggers(pipeline).get(setting)
        if trigger is not None:
            yield trigger


def _place(pipeline: Pipeline) -> Place:
    own = None if pipeline.automate is None else pipeline.automate.place
    return own or pipeline.place.at("automate")


def _update_status(pipeline: Pipeline) -> Place:
    return _place(pipeline).at("update_status")


def _address(pipeline: Pipeline, setting: str) -> str:
    return str(Address(Kind.AUTOMATE, (pipeline.key, setting)))
