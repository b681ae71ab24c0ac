"""What a help desk asks of a whole spec, one function for each code: the door of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.checks import (
    automate,
    availability,
    channels,
    chats,
    email,
    features,
    forms,
    identities,
    labels,
    loops,
    mails,
    owners,
    reach,
    realise,
    routing,
    sla,
    spam,
    states,
    subscriptions,
    workflows,
)
from pipelinectl.checks.chats import pages_claimed_twice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.spec import Spec

__all__ = ["check", "pages_claimed_twice"]


def check(spec: Spec, naming: Naming) -> list[Diagnostic]:
    """Every finding about the spec as a whole.

    Args:
        spec: complete or not; what is missing from it is not missed.
        naming: the id scheme and the sizes of the help desk that the environment leads to.
    """
    return [
        *states.too_many_statuses(spec, naming),
        *states.no_open_status(spec),
        *states.no_closed_status(spec),
        *states.several_defaults(spec),
        *states.same_statuses(spec),
        *labels.status_name_twice(spec),
        *labels.pipeline_name_twice(spec),
        *labels.long_names(spec, naming),
        *identities.long_ids(spec, naming),
        *identities.id_twice(spec, naming),
        *identities.removed_and_declared(spec, naming),
        *subscriptions.second_pipeline(spec),
        *subscriptions.rules_not_allowed(spec),
        *subscriptions.moving_backward(spec),
        *automate.replies_to_closed(spec),
        *automate.mails_that_close(spec),
        *automate.reopened_elsewhere(spec),
        *automate.not_allowed(spec),
        *automate.chats_left_out(spec),
        *automate.same_target(spec),
        *automate.no_close_date(spec),
        *workflows.status_actions_not_allowed(spec),
        *workflows.not_allowed(spec),
        *workflows.code_not_confirmed(spec),
        *workflows.many_branches(spec),
        *mails.custom_not_allowed(spec),
        *mails.received_when_closed(spec),
        *mails.closed_when_open(spec),
        *mails.in_between(spec),
        *mails.branding(spec),
        *loops.loops(spec),
        *realise.not_offered(spec, naming),
        *_of_channels(spec),
        *_of_automations(spec, naming),
        *_of_the_desk(spec, naming),
    ]


def _of_channels(spec: Spec) -> Iterator[Diagnostic]:
    """What concerns channels, each for itself and side by side."""
    yield from channels.status_without_pipeline(spec)
    yield from channels.starts_closed(spec)
    yield from channels.no_tickets(spec)
    yield from channels.fed_by_nothing(spec)
    yield from channels.created_only_elsewhere(spec)
    yield from channels.claimed_twice(spec)
    yield from channels.outside_help_desk(spec)
    yield from channels.many_whatsapp_numbers(spec)
    yield from channels.existing_numbers(spec)
    yield from channels.cannot_move(spec)
    yield from email.sender_name(spec)
    yield from email.unknown_tokens(spec)
    yield from email.forwarding(spec)
    yield from email.groups(spec)
    yield from chats.no_chatflow(spec)
    yield from chats.page_twice(spec)
    yield from chats.only_available_users(spec)
    yield from chats.several_pages(spec)
    yield from chats.consent_without_privacy(spec)
    yield from chats.no_greeting(spec)
    yield from forms.visible_pipeline(spec)
    yield from forms.hidden_from_agents(spec)
    yield from forms.assigns_nobody(spec)


def _of_automations(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """What automations make of tickets, by the channels that these come from."""
    yield from owners.nobody_to_notify(spec)
    yield from reach.no_sender(spec)
    yield from reach.without_thread(spec, naming)
    yield from reach.too_late_for_messenger(spec)


def _of_the_desk(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """Routing, people, goals and lists, and what the subscriptions have of all that."""
    yield from routing.contact_owner(spec)
    yield from routing.nobody_available(spec)
    yield from routing.unknown_skills(spec)
    yield from routing.too_many_ring(spec)
    yield from routing.teams_without_members(spec)
    yield from routing.beyond_workflows(spec)
    yield from availability.nobody_at_work(spec)
    yield from sla.due_too_soon(spec)
    yield from sla.not_covered(spec, naming)
    yield from sla.pauses_when_closed(spec)
    yield from spam.on_both_lists(spec)
    yield from features.channel_types(spec)
    yield from features.help_desk(spec)
    yield from features.skills(spec)
    yield from features.of_users(spec)
    yield from features.sla_not_allowed(spec)
    yield from features.combinations(spec)
    yield from features.access(spec)
    yield from features.as_workflows(spec)
