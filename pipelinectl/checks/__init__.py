"""What a help desk asks of a whole spec, one function for each code: the door of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.checks import (
    automate,
    identities,
    labels,
    loops,
    mails,
    states,
    subscriptions,
    workflows,
)

if TYPE_CHECKING:
    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.spec import Spec

__all__ = ["check"]


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
    ]
