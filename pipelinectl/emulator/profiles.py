"""The table of profiles: other accounts, and other readings of what nobody has verified."""

from __future__ import annotations

from dataclasses import dataclass

from pipelinectl.emulator.errors import EmulatorError


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile and, in a sentence or two, what it changes."""

    name: str
    description: str


MISSING_SCOPE = "missing_scope"
STARTER_ACCOUNT = "starter_account"
RATE_LIMITED = "rate_limited"
UNREADABLE_FLOWS = "unreadable_flows"
LAGGING_SEARCH = "lagging_search"
HTML_ERRORS = "html_errors"
ORDER_COUNTS_MOVED = "order_counts_moved"
OLD_VERSIONS_DELETE = "old_versions_delete"
RULES_DO_NOT_BLOCK = "rules_do_not_block"
MISSING_AUTOMATION_SCOPE = "missing_automation_scope"
MISSING_PEOPLE_SCOPE = "missing_people_scope"
MISSING_TEAMS_SCOPE = "missing_teams_scope"
MISSING_SEATS_SCOPE = "missing_seats_scope"
MISSING_CONTENT_SCOPE = "missing_content_scope"
MISSING_PROPERTIES_SCOPE = "missing_properties_scope"
MISSING_CONVERSATIONS_SCOPE = "missing_conversations_scope"
MISSING_FORMS_SCOPE = "missing_forms_scope"
MISSING_USERS_WRITE_SCOPE = "missing_users_write_scope"
FLOW_DELETES_REFUSED = "flow_deletes_refused"
SLOW_FLOW_CREATION = "slow_flow_creation"
LOST_FLOW_USER_IDS = "lost_flow_user_ids"
FLOWS_IGNORE_STAGE_REFERENCES = "flows_ignore_stage_references"
ANY_JOINS = "any_joins"
TWENTY_BRANCHES = "twenty_branches"
LATE_CHANNEL = "late_channel"

PROFILES: tuple[Profile, ...] = (
    Profile(
        MISSING_SCOPE,
        "Every write of a pipeline or stage, every call of pipeline rules and every call of"
        " workflows answers 403 MISSING_SCOPES. All else works.",
    ),
    Profile(
        STARTER_ACCOUNT,
        "A Starter subscription: pipeline rules answer 403, workflows and custom channels answer"
        " 403 MISSING_SCOPES, there are at most two ticket pipelines, and there is no help desk:"
        " channels are connected to inboxes, and WhatsApp, calling and custom ones not at all.",
    ),
    Profile(
        RATE_LIMITED,
        "At most 5 requests in a second; beyond that 429, without a Retry-After header.",
    ),
    Profile(
        UNREADABLE_FLOWS,
        "Workflows exist and the token cannot read them: the list is empty, a read or change by id"
        " answers 403, a batch says that they were not found. They can be created, and deleted by"
        " id.",
    ),
    Profile(
        LAGGING_SEARCH,
        "The ticket search shows the tickets as they were before the writes of the last two"
        " seconds.",
    ),
    Profile(
        HTML_ERRORS,
        "The answers 404 to a read, and all answers 5xx, are HTML pages instead of JSON.",
    ),
    Profile(
        ORDER_COUNTS_MOVED,
        "A stage that is moved counts while the slots are numbered; without this profile it is"
        " taken out first.",
    ),
    Profile(
        OLD_VERSIONS_DELETE,
        "The API versions before 2026-09 delete stages and pipelines that are in use, unless"
        " validateReferencesBeforeDelete=true is sent.",
    ),
    Profile(
        RULES_DO_NOT_BLOCK,
        "A pipeline rule that names a stage does not stop the stage from being deleted; the rule"
        " loses the stage.",
    ),
    Profile(
        MISSING_AUTOMATION_SCOPE,
        "Every call of workflows answers 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_PEOPLE_SCOPE,
        "Every call of owners, users and teams answers 403 MISSING_SCOPES, the users of the CRM"
        " included.",
    ),
    Profile(
        MISSING_TEAMS_SCOPE,
        "Every call of teams answers 403 MISSING_SCOPES; owners and users can be read.",
    ),
    Profile(
        MISSING_SEATS_SCOPE,
        "The seats answer 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_CONTENT_SCOPE,
        "Every call of marketing e-mails answers 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_PROPERTIES_SCOPE,
        "Every call of ticket properties answers 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_CONVERSATIONS_SCOPE,
        "Every call of inboxes, channels and channel accounts answers 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_FORMS_SCOPE,
        "Every call of forms answers 403 MISSING_SCOPES.",
    ),
    Profile(
        MISSING_USERS_WRITE_SCOPE,
        "Every write of a user of the CRM or of a team answers 403 MISSING_SCOPES; both can be"
        " read.",
    ),
    Profile(
        FLOW_DELETES_REFUSED,
        "A workflow cannot be deleted: 403.",
    ),
    Profile(
        SLOW_FLOW_CREATION,
        "Five reads of a new workflow say PENDING, instead of one.",
    ),
    Profile(
        LOST_FLOW_USER_IDS,
        "A read of a workflow leaves out the user_ids of its internal e-mail notifications, as"
        " HubSpot's fault of September 2026 did.",
    ),
    Profile(
        FLOWS_IGNORE_STAGE_REFERENCES,
        "A workflow that names a stage or pipeline does not stop it from being deleted.",
    ),
    Profile(
        ANY_JOINS,
        "An action of a workflow may have several STANDARD connections to it, or only GOTO ones.",
    ),
    Profile(
        TWENTY_BRANCHES,
        "An action of a workflow may have 20 branches, or 250 by value, instead of 15.",
    ),
    Profile(
        LATE_CHANNEL,
        "The properties that tell by which channel a ticket came are set a second after the ticket"
        " was made, instead of with it.",
    ),
)


def check_profiles(names: tuple[str, ...]) -> frozenset[str]:
    """The names as a set.

    Raises:
        EmulatorError: a name is none of ours.
    """
    known = [profile.name for profile in PROFILES]
    for name in names:
        if name not in known:
            raise EmulatorError(f"There is no profile '{name}'. Profiles: {', '.join(known)}.")
    return frozenset(names)
