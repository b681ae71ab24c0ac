"""What the account tells about itself: its details, and its limits of pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.pipelines.checks import pipeline_limit
from pipelinectl.emulator.pipelines.model import OBJECT_TYPES, ObjectType
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject


def details(account: Account, _call: Call) -> Answer:
    """GET the details. They tell no subscription tier, as with HubSpot."""
    body = {
        "portalId": account.id,
        "accountType": "DEVELOPER_TEST",
        "timeZone": "Europe/London",
        "companyCurrency": "EUR",
        "additionalCurrencies": [],
        "utcOffset": "+00:00",
        "utcOffsetMilliseconds": 0,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }
    return Answer(200, body)


def pipeline_limits(account: Account, _call: Call) -> Answer:
    """GET limit and usage per object type. Usage leaves the default pipeline out (observed)."""
    body = {
        "hubspotDefinedObjectTypes": [_usage(account, found) for found in OBJECT_TYPES],
        "customObjectTypes": {
            "byObjectType": [],
            "overallLimit": 0,
            "overallPercentage": 0.0,
            "overallUsage": 0,
        },
    }
    return Answer(200, body)


def _usage(account: Account, object_type: ObjectType) -> JsonObject:
    limit = pipeline_limit(account, object_type)
    usage = sum(not pipeline.default for pipeline in account.pipelines(object_type))
    return {
        "objectTypeId": object_type.id,
        "limit": limit,
        "usage": usage,
        "percentage": 100 * usage / limit,
        "singularLabel": object_type.singular,
        "pluralLabel": object_type.plural,
    }


FAMILIES = (
    Family(
        (
            ("v3", "/account-info/v3"),
            ("2026-03", "/account-info/2026-03"),
            ("2026-09", "/account-info/2026-09"),
        ),
        (("GET", "/details", details),),
    ),
    Family(
        (("2026-03", "/crm/limits/2026-03"), ("2026-09", "/crm/limits/2026-09")),
        (("GET", "/pipelines", pipeline_limits),),
    ),
)
