"""Steps for a person by hand, as an adapter words them: channels of all sorts."""

from __future__ import annotations

from pipelinectl.plan.model import ManualStep, StepState

PAGE = "Settings ▸ Inbox & Help Desk ▸ Help Desk ▸ Channels"
LINK = "https://app.hubspot.com/live-messages-settings/1111111/help-desk/channels"
ADMIN = "Super Admin or Account Access"
HTML = (
    '<table><tr><td><img src="https://acme.example/logo.png" alt="Acme"></td><td>'
    "{{sender.full_name}}<br>Acme Support<br>We answer from Monday to Friday, 9 to 17, and on "
    "holidays by the next morning.</td></tr></table><p>This message is for the person that it "
    "is addressed to. If you received it by mistake, please tell us and delete it. Thank you!</p>"
)


def step(
    where: str,
    clicks: str,
    expected: str,
    *,
    page: str = PAGE,
    who: str = ADMIN,
    link: str | None = LINK,
    shown: bool = False,
    state: StepState = StepState.OPEN,
    by: str | None = None,
    at: str | None = None,
) -> ManualStep:
    path = f"{page} ▸ {clicks}"
    return ManualStep(where, page, path, link, expected, state, by, at, who=who, shown=shown)


_NEW = "Connect a channel ▸ Connect a new channel"
STEPS = (
    step(
        "channel.support-email",
        f"{_NEW} ▸ Team email ▸ Gmail ▸ accept ▸ sign in",
        "support@acme.example is in the list.",
        shown=True,
    ),
    step("channel.web-chat", f"{_NEW} ▸ Chat", "The chat is in the list.", shown=True),
    step(
        "channel.facebook",
        f"{_NEW} ▸ Facebook Messenger ▸ Continue with Facebook ▸ Connect beside the page",
        'The page "Acme Support" is in the list.',
        who="Account Access, and admin of the Facebook page",
        shown=True,
    ),
    step("channel.contact-form", f"{_NEW} ▸ Form ▸ existing", '"Contact support"', shown=True),
    step("channel.whatsapp-se", f"{_NEW} ▸ WhatsApp", "+46701234567 is in the list.", shown=True),
    step("channel.hotline", "the switch of the channel", "The switch is on.", shown=True),
    step("channel.billing-email", "Migrate ▸ with history", "It is in the list.", shown=True),
    step("channel.old-form", "hover over it ▸ Remove", "It is not in the list.", shown=True),
    step(
        "channel.support-email.routing",
        'hover over "support@acme.example" ▸ Edit ▸ Automation ▸ Assign incoming tickets to',
        'Team "Tier 1" and ana@acme.example; only available users; skill "Swedish" where language '
        'is "sv".',
        page=f"{PAGE} ▸ a channel ▸ Edit ▸ Automation",
        who="a user with a Service Hub seat",
    ),
    step(
        "channel.support-email.signature",
        'hover over "support@acme.example" ▸ Edit ▸ Configuration ▸ Signature ▸ HTML',
        HTML,
        page=f"{PAGE} ▸ a channel ▸ Edit ▸ Configuration",
    ),
    step(
        "channel.facebook.greeting",
        "hover over the page ▸ Edit ▸ Greeting text",
        "Hi! How can we help?",
        page=f"{PAGE} ▸ a channel ▸ Edit ▸ Configuration",
    ),
    step("channel.intercom", "", "It is there.", state=StepState.VERIFIED),
)
SIGNED = (
    step(
        "channel.web-chat.appearance",
        "",
        "",
        state=StepState.ACKNOWLEDGED,
        by="ana@acme.example",
        at="2026-02-27T16:05:12Z",
    ),
    step("sla.goals", "", "", state=StepState.ACKNOWLEDGED),
)
