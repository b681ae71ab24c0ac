"""What can be done with skills, teams and users."""

from __future__ import annotations

from pipelinectl.adapters.hubspot.capabilities.ways import ADMIN, DOCS, KB, api, manual
from pipelinectl.capabilities import Capability
from pipelinectl.model import Kind

_SKILLS = "Settings ▸ Routing ▸ Skills"
_TEAMS_PAGE = "Settings ▸ Users & Teams ▸ Teams"
_USERS_PAGE = "Settings ▸ Users & Teams ▸ Users"
_HOURS_PAGE = f"{_USERS_PAGE} ▸ a user ▸ Preferences ▸ Working hours"
_USER_ADMIN = "Super Admin, or the permission Add and edit users"
_SELF = "Super Admin, or the user"

_TEAMS_API = api(
    f"{DOCS}, teams 2026-09-beta",
    note="beta: it may change, and whether a private app's token may use it is not documented",
)
_TEAMS_KB = f"{KB}, create and manage teams, 2025-09"
_SKILLS_KB = f"{KB}, route tickets based on agent skills, 2024-05"
_USERS_API = f"{DOCS}, users (CRM object)"
_SHOWN = "the users API (CRM object)"

PEOPLE = (
    Capability(
        Kind.SKILLS,
        "",
        "A category of skills and the skills in it",
        (manual(_SKILLS_KB),),
        _SKILLS,
        ADMIN,
        rows="B-SKILL-01 B-SKILL-02",
    ),
    Capability(
        Kind.TEAM,
        "main_members",
        "The users whose main team it is: those that tickets are assigned to",
        (_TEAMS_API, manual(_TEAMS_KB)),
        _TEAMS_PAGE,
        _USER_ADMIN,
        shown="the teams API",
        rows="B-ROUTE-02",
    ),
    Capability(
        Kind.TEAM,
        "extra_members",
        "The users who belong to a team beside their main one: tickets are not assigned to them",
        (_TEAMS_API, manual(_TEAMS_KB)),
        _TEAMS_PAGE,
        _USER_ADMIN,
        shown="the teams API",
        rows="B-ROUTE-02",
    ),
    Capability(
        Kind.USER,
        "time_zone",
        "The time zone that a user's working hours are in",
        (
            api(f"{_USERS_API}, `hs_standard_time_zone`; others on a Free account, 2026-08"),
            manual(f"{KB}, manage user availability for help desk, 2025-09"),
        ),
        _HOURS_PAGE,
        _SELF,
        shown=_SHOWN,
        rows="B-AVAIL-01",
    ),
    Capability(
        Kind.USER,
        "working_hours",
        "The hours in which a user is available by themselves",
        (
            api(
                f"{_USERS_API}, `hs_working_hours`; others on a Free account, 2026-08",
                note="the time zone must be set before them",
            ),
            manual(f"{KB}, manage user availability for help desk, 2025-09"),
        ),
        _HOURS_PAGE,
        _SELF,
        shown=_SHOWN,
        rows="B-AVAIL-01 B-AVAIL-03",
    ),
    Capability(
        Kind.USER,
        "out_of_office",
        "The dates on which a user is away",
        (
            api(
                f"{_USERS_API}, `hs_out_of_office_hours`",
                note="documented as a property that can be set; nobody reports having done it",
            ),
            manual(f"{KB}, manage user out of office hours for help desk, 2025-03"),
        ),
        _HOURS_PAGE,
        _SELF,
        shown=_SHOWN,
        rows="B-AVAIL-02",
    ),
    Capability(
        Kind.USER,
        "capacity",
        "How many open tickets a user is assigned at most",
        (manual(f"{KB}, set ticket capacity limits for users in help desk, 2025-10"),),
        "Settings ▸ Routing ▸ Capacity limits",
        _USER_ADMIN,
        rows="B-CAP-01",
    ),
    Capability(
        Kind.USER,
        "skills",
        "The skills of a user",
        (
            manual(
                _SKILLS_KB,
                "the users API writes a main and a second language and one skill without a "
                "category; nothing is documented for skills in categories",
            ),
        ),
        _SKILLS,
        ADMIN,
        rows="B-SKILL-01",
    ),
)
