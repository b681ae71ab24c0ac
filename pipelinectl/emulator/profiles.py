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

PROFILES: tuple[Profile, ...] = (
    Profile(
        MISSING_SCOPE,
        "Every write of a pipeline or stage, and every call of pipeline rules, answers"
        " 403 MISSING_SCOPES. All else works.",
    ),
    Profile(
        STARTER_ACCOUNT,
        "A Starter subscription: pipeline rules answer 403, and there are at most two ticket"
        " pipelines.",
    ),
    Profile(
        RATE_LIMITED,
        "At most 5 requests in a second; beyond that 429, without a Retry-After header.",
    ),
    Profile(
        UNREADABLE_FLOWS,
        "Workflows exist and cannot be read. Accepted, and without effect until the emulator has"
        " workflows.",
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
