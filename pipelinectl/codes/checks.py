"""What the help desk asks of a configuration."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC301",
        "error",
        "A pipeline has no statuses",
        "A pipeline needs at least one status.",
        row="V001",
    ),
    Code(
        "PC302",
        "error",
        "A pipeline has too many statuses",
        "Ticket pipelines hold at most 100 statuses.",
        row="V002",
    ),
    Code(
        "PC303",
        "error",
        "A status name appears twice in a pipeline",
        "Names of statuses are unique inside a pipeline, without regard to case and to "
        "spaces around them.",
        row="V003",
    ),
    Code(
        "PC304",
        "error",
        "The state of a status is neither open nor closed",
        "Every status is `open` (the default) or `closed`.",
        row="V004",
    ),
    Code(
        "PC305",
        "error",
        "A pipeline has no open status",
        "A reply on a closed ticket reopens it into the first open status, so there must "
        "be one. For an object that is adopted with `id:` or `default: true` this is a "
        "warning.",
        row="V005",
    ),
    Code(
        "PC306",
        "error",
        "A pipeline has no closed status",
        "HubSpot refuses to create a pipeline without a closed status. For an object that "
        "is adopted with `id:` or `default: true` this is a warning, and creating it is "
        "blocked.",
        row="V006",
    ),
    Code(
        "PC307",
        "error",
        "More than one pipeline is the default",
        "An account has one default pipeline, so one pipeline at most may say `default: true`.",
        row="V007",
    ),
    Code(
        "PC309",
        "error",
        "The subscription does not allow a second pipeline",
        "More than one ticket pipeline needs Service Hub Starter or higher. "
        "`account.subscriptions` says what the account has.",
        row="V009",
    ),
    Code(
        "PC310",
        "warning",
        "A name is very long",
        "No limit is known, but the longest name seen in a real account has 75 "
        "characters; HubSpot may refuse more than 100.",
        row="V010",
    ),
    Code(
        "PC311",
        "warning",
        "Reopened tickets will land in another status",
        "A reply on a closed ticket reopens it into the first open status. The new order "
        "makes another status the first open one.",
        row="V011",
    ),
    Code(
        "PC312",
        "info",
        "Two pipelines have the same statuses",
        "One pipeline with permissions for teams may be enough.",
        row="V012",
    ),
    Code(
        "PC315",
        "error",
        "The subscription does not allow pipeline rules",
        "Pipeline rules need a Professional or Enterprise subscription of any hub. "
        "`account.subscriptions` says what the account has.",
        row="V015",
    ),
    Code(
        "PC316",
        "error",
        "A key makes an id that is too long",
        "HubSpot takes at most 36 characters for the id of a pipeline and 100 for that of "
        "a status, which is `<pipeline key>-<status key>`. Choose shorter keys.",
    ),
    Code(
        "PC317",
        "error",
        "A pipeline name appears twice",
        "Names of pipelines are unique in an account, without regard to case and to "
        "spaces around them.",
        row="V003",
    ),
    Code(
        "PC318",
        "error",
        "Two declarations claim one object",
        "Two keys name the same `id:`, or one names the id that another's key makes. Each "
        "object of the account belongs to one declaration.",
    ),
    Code(
        "PC319",
        "warning",
        "no_moving_backward does not bind everybody",
        "HubSpot does not enforce the rule for workflows, Super Admins and API calls "
        "without a user; reopening a ticket still moves it back.",
        row="V104",
    ),
)
