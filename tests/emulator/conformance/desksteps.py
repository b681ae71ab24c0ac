"""What the cases of channels, forms, users and teams do and look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .steps import Api

CONVERSATIONS = "/conversations/conversations/2026-09"
OLD_CONVERSATIONS = "/conversations/v3/conversations"
FORMS = "/marketing/v3/forms"
BETA_FORMS = "/marketing/forms/2026-09-beta"
USERS = "/crm/objects/2026-09/users"
OTHER_USERS = ("/crm/v3/objects/users", "/crm/objects/2026-03/users")
TEAMS = "/settings/teams/2026-09-beta"


def results(api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def field(
    name: str, kind: str = "single_line_text", *, hidden: bool = False, **more: Any
) -> dict[str, Any]:
    """A field of a form: a ticket's property, unless `objectTypeId` says otherwise."""
    return {
        "objectTypeId": "0-5",
        "name": name,
        "label": name,
        "fieldType": kind,
        "required": False,
        "hidden": hidden,
        "dependentFields": [],
    } | more


def group(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"groupType": "default_group", "richTextType": "text", "fields": list(fields)}


def form_body(name: str, *groups: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A whole form, as the API description asks for it."""
    return {
        "formType": "hubspot",
        "name": name,
        "createdAt": "2026-11-01T00:00:00.000Z",
        "updatedAt": "2026-11-01T00:00:00.000Z",
        "archived": False,
        "fieldGroups": list(groups),
        "configuration": {
            "language": "en",
            "cloneable": True,
            "editable": True,
            "archivable": True,
            "recaptchaEnabled": False,
            "notifyContactOwner": False,
            "notifyRecipients": [],
            "createNewContactForNewEmail": False,
            "prePopulateKnownValues": True,
            "allowLinkToResetKnownValues": False,
            "postSubmitAction": {"type": "thank_you", "value": "Thanks"},
        },
        "displayOptions": {
            "renderRawHtml": False,
            "theme": "default_style",
            "submitButtonText": "Send",
            "style": {
                "fontFamily": "arial",
                "backgroundWidth": "100%",
                "labelTextColor": "#33475b",
                "labelTextSize": "14px",
                "helpTextColor": "#7C98B6",
                "helpTextSize": "11px",
                "legalConsentTextColor": "#33475b",
                "legalConsentTextSize": "14px",
                "submitColor": "#ff7a59",
                "submitAlignment": "left",
                "submitFontColor": "#ffffff",
                "submitSize": "12px",
            },
        },
        "legalConsentOptions": {"type": "none"},
    } | more


def fields_of(form: dict[str, Any]) -> list[tuple[str, bool, str | None]]:
    """Every field as (name, hidden, default value)."""
    return [
        (one["name"], one["hidden"], one.get("defaultValue"))
        for each in form["fieldGroups"]
        for one in each["fields"]
    ]
