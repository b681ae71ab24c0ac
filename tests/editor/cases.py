"""Files that are right and files that are wrong, for all that judge them: our readers, the
published schemas in three validators, and an editor.
"""

from __future__ import annotations

from pipelinectl.diagnostics import Diagnostic, Related, Span
from pipelinectl.model import Address
from pipelinectl.plan.document import to_text
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    Fingerprint,
    ManualStep,
    Moved,
    Plan,
    Reason,
    Selection,
    Side,
    StepState,
)
from tests.editor.channels import CHANNELS, NOT_CHANNELS, NOT_SECTIONS, SECTIONS

BODY = "name: A, statuses: [New, {name: Closed, state: closed}]"

_TRIGGERS = (
    "manual",
    "ticket_created",
    "{status_reaches: a/New}",
    "{status_reaches: [a/New, a/Closed]}",
    "{property_changes: priority}",
    "{property_changes: {priority: [HIGH, 1, true]}}",
    "{ticket_created: {}}",
    "{ticket_created: {source: [chat, email]}}",
    "{ticket_matches: {pipeline: a, status: New}}",
    "{raw: {type: MANUAL, list: [1, ~]}}",
)
_CONDITIONS = (
    "{priority: HIGH, owner: known}",
    "{all: [{tier: [1, gold]}, {not: {content: {contains: [a, b]}}}], any: [{x: 1.5}]}",
    "{n: {above: 1, at_most: 2.5}, closed: {older_than: 3d}, m: {changed_within: 1 hour}}",
    "{status: {is_not: [a/New]}, priority: ~}",
    "{raw: {filterType: PROPERTY}}",
)
_ACTIONS = (
    "send_email: Ticket received",
    "send_email: {custom: CSAT}",
    "send_internal_email_notification: {to: owner, subject: ~}",
    "send_in_app_notification: {to: {users: [a@b.example]}, subject: A, body: B}",
    "{set: {priority: HIGH, n: {increase_by: 1}, d: {now: true}, t: {copy: subject}, e: ''}}",
    "assign_owner: none",
    "rotate_owner: {teams: [T], overwrite: true}",
    "create_task: {title: T, notes: N, due: 2 days, assign_to: owner, priority: LOW}",
    "delay: 60 minutes",
    "delay: {until: {date: '2026-12-24', at: '09:00'}}",
    "delay: {until: {property: due}}",
    "{if: [{name: A, when: {x: 1}, then: []}], else: [delay: 1d]}",
    "{if: [{when: {x: 1}, then: [delay: 1d]}], else: {name: E, then: []}}",
    "switch: {property: category, cases: {BUG: [], Other: [delay: 5m]}, else: []}",
    "enroll_in: Another",
    "webhook: {url: 'https://x.example', method: GET, auth: {key: k, in: query, secret: s}}",
    "webhook: {url: 'https://x.example', auth: {signature: '1'}}",
    "raw: {actionTypeId: 0-1, fields: {x: [1]}}",
)
_NOT_TRIGGERS = (
    "never",
    "{}",
    "{status_reaches: ~}",
    "{status_reaches: []}",
    "{status_reaches: a/New, raw: {}}",
    "{property_changes: {a: 1, b: 2}}",
    "{ticket_created: {source: Chat}}",
    "{ticket_made: {}}",
)
_NOT_CONDITIONS = (
    "{}",
    "[]",
    "{any: []}",
    "{a-b: 1}",
    "{a: []}",
    "{a: {}}",
    "{a: {abov: 1}}",
    "{a: {above: x}}",
    "{a: {older_than: 3 weeks}}",
)
_NOT_ACTIONS = (
    "hello",
    "{}",
    "send_mail: A",
    "send_email: A",
    "send_email: [Ticket received]",
    "send_email: ~",
    "{delay: 5m, enroll_in: A}",
    "else: []",
    "{switch: {property: a, cases: {b: []}}, else: []}",
    "send_in_app_notification: {subject: A}",
    "send_in_app_notification: {to: a@b.example}",
    "send_in_app_notification: {to: {users: [a@b.example], teams: [T]}}",
    "send_in_app_notification: {to: {users: []}}",
    "set: {}",
    "set: {a: ~}",
    "set: {a: [1]}",
    "set: {a: {copy: b, now: true}}",
    "assign_owner: 1",
    "create_task: {title: T, priority: low}",
    "delay: 60",
    "delay: {until: {date: tomorrow, at: '09:00'}}",
    "if: []",
    "if: [{name: A, then: []}]",
    "switch: {property: a, cases: {}}",
    "webhook: {url: 'http://x.example'}",
    "custom_code: {file: a.js, runtime: node}",
    "raw: x",
)


def _with_pipeline(fields: str) -> str:
    """A pipeline with these fields beside what it needs."""
    return f"pipelines: {{a: {{{BODY}, {fields}}}}}"


def _workflow(**fields: str) -> str:
    """A pipeline, and a workflow with these fields; by default one that waits."""
    given = {"name": "W", "when": "{status_reaches: a/New}", "actions": "[delay: 1d]"} | fields
    inner = ", ".join(f"{name}: {value}" for name, value in given.items())
    return f"{{pipelines: {{a: {{{BODY}}}}}, automations: {{w-1: {{{inner}}}}}}}"


CONFIGURATION_GOOD = {
    "an empty mapping": "{}",
    "a version alone": "version: 1",
    "null for everything that may be omitted": (
        "{version: ~, account: ~, pipelines: {a: {name: A, statuses: [{name: N, state: ~, "
        "key: ~, id: ~}], rules: ~, id: ~, default: ~, exclusive: ~}}, removed: ~}"
    ),
    "anchors under x-": "{x-a: 1, x-b: {c: [d]}}",
    "an account": (
        "account: {subscriptions: {service_hub: professional, sales_hub: free}, "
        "add_ons: [transactional_email], data_privacy: true}"
    ),
    "a pipeline in short": f"pipelines: {{a: {{{BODY}}}}}",
    "a pipeline in full": (
        "pipelines: {a_1: {name: A, default: true, id: {sandbox: '0', production: ~}, "
        "exclusive: false, statuses: [New, {key: b, name: B, state: closed, id: '4'}], "
        "rules: {create_only_in: [], no_skipping: true, no_moving_backward: [New]}}}"
    ),
    "removed entries": (
        "removed: [{status: a/b, move_tickets_to: a/c, id: '1'}, {pipeline: a, id: {x: '2'}}, "
        "{automation: a/New}]"
    ),
    "null for all that automations may omit": (
        f"pipelines: {{a: {{{BODY}, automate: ~, when_status_reaches: ~}}, b: {{{BODY}, "
        "automate: {set_close_date: ~, update_status: ~, realise: ~}}}"
    ),
    "switches of a pipeline": _with_pipeline(
        "automate: {set_close_date: true, realise: {update_status: manual}, "
        "update_status: {email_sent_to_customer: New, customer_replies: false}}"
    ),
    "actions of statuses": _with_pipeline(
        "when_status_reaches: {New: [{send_email: Ticket received}], Closed: {include_chat: true, "
        "re_enroll: false, enabled: ~, actions: [{send_email: {custom: CSAT}}]}}"
    ),
    "who may see a pipeline": _with_pipeline("access: {teams: [T], users: ~}"),
    "a pipeline for everybody": _with_pipeline("access: false"),
    **{f"the channel {each}": f"channels: {{c-1: {each}}}" for each in CHANNELS},
    **{each: each for each in SECTIONS},
    **{f"the trigger {each}": _workflow(when=each) for each in _TRIGGERS},
    **{f"the condition {each}": _workflow(only_if=each) for each in _CONDITIONS},
    **{f"the action {each}": _workflow(actions=f"[{each}]") for each in _ACTIONS},
}
CONFIGURATION_BAD = {
    "an unknown section": "channel: {}",
    "another version": "version: 2",
    "a version in quotes": "version: '1'",
    "a version that is true": "version: true",
    "pipelines as a list": "pipelines: []",
    "a pipeline that is null": "pipelines: {a: ~}",
    "a key with a hyphen": f"pipelines: {{a-b: {{{BODY}}}}}",
    "a key in capitals": f"pipelines: {{A: {{{BODY}}}}}",
    "no name": "pipelines: {a: {statuses: [New]}}",
    "a null name": "pipelines: {a: {name: ~, statuses: [New]}}",
    "an empty name": "pipelines: {a: {name: ' ', statuses: [New]}}",
    "a name on two lines": 'pipelines: {a: {name: "x\\ny", statuses: [New]}}',
    "a number for a name": "pipelines: {a: {name: 1, statuses: [New]}}",
    "no statuses": "pipelines: {a: {name: A}}",
    "null statuses": "pipelines: {a: {name: A, statuses: ~}}",
    "an empty list of statuses": "pipelines: {a: {name: A, statuses: []}}",
    "a null status": "pipelines: {a: {name: A, statuses: [~]}}",
    "a number for a status": "pipelines: {a: {name: A, statuses: [1]}}",
    "a status without a name": "pipelines: {a: {name: A, statuses: [{state: open}]}}",
    "a state in capitals": "pipelines: {a: {name: A, statuses: [{name: A, state: Open}]}}",
    "a status with an unknown field": "pipelines: {a: {name: A, statuses: [{name: A, closed: 1}]}}",
    "a number for an id": f"pipelines: {{a: {{id: 0, {BODY}}}}}",
    "a number for an id of an environment": f"pipelines: {{a: {{id: {{x: 0}}, {BODY}}}}}",
    "a text for a switch": f"pipelines: {{a: {{exclusive: 'yes', {BODY}}}}}",
    "a text for statuses": f"pipelines: {{a: {{rules: {{create_only_in: New}}, {BODY}}}}}",
    "a number in a list of statuses": f"pipelines: {{a: {{rules: {{no_skipping: [1]}}, {BODY}}}}}",
    "x- inside a pipeline": f"pipelines: {{a: {{x-a: 1, {BODY}}}}}",
    "an unknown tier": "account: {subscriptions: {service_hub: Pro}}",
    "an unknown hub": "account: {subscriptions: {help_hub: free}}",
    "an unknown add-on": "account: {add_ons: [sms]}",
    "an entry that names nothing": "removed: [{id: '1'}]",
    "an entry that names both": "removed: [{pipeline: a, status: a/b}]",
    "an entry that is a text": "removed: [a]",
    "an entry that is null": "removed: [~]",
    "tickets that move from a workflow": "removed: [{automation: a, move_tickets_to: a/b}]",
    "an unknown switch": _with_pipeline("automate: {close_date: true}"),
    "a text for a switch of a pipeline": _with_pipeline("automate: {set_close_date: 'no'}"),
    "true for a status": _with_pipeline("automate: {update_status: {customer_replies: true}}"),
    "another realisation": _with_pipeline("automate: {realise: api}"),
    "a status without actions": _with_pipeline("when_status_reaches: {New: []}"),
    "a long form without actions": _with_pipeline("when_status_reaches: {New: {enabled: true}}"),
    "automations as a list": "automations: []",
    "a workflow that is null": "automations: {a: ~}",
    "a workflow's key in capitals": "automations: {A: {name: A, when: manual, actions: [raw: {}]}}",
    "a workflow without actions": _workflow(actions="[]"),
    "a workflow without a name": _workflow(name="~"),
    "a switch for who may see a pipeline": _with_pipeline("access: true"),
    "one team that may see a pipeline": _with_pipeline("access: {teams: T}"),
    **{f"the channel {each}": f"channels: {{c-1: {each}}}" for each in NOT_CHANNELS},
    **{each: each for each in NOT_SECTIONS},
    **{f"the trigger {each}": _workflow(when=each) for each in _NOT_TRIGGERS},
    **{f"the condition {each}": _workflow(only_if=each) for each in _NOT_CONDITIONS},
    **{f"the action {each}": _workflow(actions=f"[{each}]") for each in _NOT_ACTIONS},
}


def _with(**fields: str) -> str:
    """A project file with one environment, that has these fields; `-` leaves one out."""
    given = {"adapter": "hubspot", "account": "1", "token_env": "PIPELINECTL_T"} | fields
    inner = ", ".join(f"{name}: {value}" for name, value in given.items() if value != "-")
    return f"{{version: 1, environments: {{e: {{{inner}}}}}}}"


PROJECT_GOOD = {
    "a version alone": "version: 1",
    "null for everything that may be omitted": (
        "{version: 1, configuration: ~, environments: ~, variables: ~}"
    ),
    "an environment in short": _with(),
    "null in an environment": _with(
        **dict.fromkeys(
            ("base_url", "protect", "limits", "variables", "subscriptions", "add_ons"), "~"
        ),
        data_privacy="~",
        ledger="~",
    ),
    "an environment in full": _with(
        base_url="http://127.0.0.1:8787",
        protect="[pipeline.support, status.support.new, rules.support]",
        limits="{max_delete: 0, max_delete_percent: 100}",
        variables="{brand: Acme, seats: 3, share: 0.5, open: true, none: ''}",
        subscriptions="{service_hub: professional, data_hub: ~}",
        add_ons="[transactional_email]",
        data_privacy="true",
        ledger="local",
    ),
    "a ledger in a git branch": _with(ledger="{git: {branch: a/b.c, remote: up_1, x-a: 1}}"),
    "a ledger on the usual remote": _with(ledger="{git: {branch: a, remote: ~}, x-a: 1}"),
    "null in lists and limits": _with(
        protect="[~]", add_ons="[~]", limits="{max_delete: ~}", subscriptions="{}"
    ),
    "x- in every mapping with fixed fields": _with(
        **{"x-a": "1"}, limits="{x-a: 1}", subscriptions="{x-a: 1}"
    ),
    "the vendor's host in capitals": _with(base_url="HTTPS://API.HubApi.com:443/"),
    "an IPv6 address": _with(base_url="'http://[::1]:80'"),
    "a folder below a folder": "{version: 1, configuration: a/b/}",
    "variables": "{version: 1, variables: {A_b-1: x, x-a: 2, _: true}}",
    "an environment's name with every sign": _with().replace("e:", "e-1_x:"),
}
PROJECT_BAD = {
    "no version": "configuration: x",
    "a null version": "version: ~",
    "another version": "version: 2",
    "a version in quotes": "version: '1'",
    "a version that is true": "version: true",
    "an unknown field": "{version: 1, enviroments: {}}",
    "an unknown field of an environment": _with(acount="1"),
    "an unknown limit": _with(limits="{max_deletes: 1}"),
    "an unknown hub": _with(subscriptions="{help_hub: free}"),
    "an absolute folder": "{version: 1, configuration: /etc}",
    "a blank folder": "{version: 1, configuration: ' '}",
    "a number for a folder": "{version: 1, configuration: 1}",
    "a list of environments": "{version: 1, environments: [a]}",
    "an environment that is null": "{version: 1, environments: {e: ~}}",
    "an environment that is a text": "{version: 1, environments: {e: hubspot}}",
    "a name in capitals": _with().replace("e:", "E:"),
    "a name that is a path": _with().replace("e:", "../e:"),
    "no adapter": _with(adapter="-"),
    "no account": _with(account="-"),
    "no token variable": _with(token_env="-"),
    "a null account": _with(account="~"),
    "another adapter": _with(adapter="zendesk"),
    "an account in quotes": _with(account="'1'"),
    "account 0": _with(account="0"),
    "a boolean as account": _with(account="true"),
    "a number as token variable": _with(token_env="5"),
    "a foreign token variable": _with(token_env="AWS_SECRET"),
    "a token": _with(token_env="pat-na1-x"),
    "a token variable that only begins right": _with(token_env="PIPELINECTL_a"),
    "the variable of the address as token": _with(token_env="PIPELINECTL_BASE_URL"),
    "a URL with a user": _with(base_url="'https://u@api.hubapi.com'"),
    "a URL with a query": _with(base_url="'https://api.hubapi.com?x'"),
    "a URL without a scheme": _with(base_url="api.hubapi.com"),
    "a file URL": _with(base_url="'file:///etc/passwd'"),
    "protect that is no list": _with(protect="pipeline.a"),
    "protect of what is no address": _with(protect="['status.a']"),
    "protect of a glob": _with(protect="['pipeline.*']"),
    "a number in protect": _with(protect="[3]"),
    "a limit below 0": _with(limits="{max_delete: -1}"),
    "a percentage above 100": _with(limits="{max_delete_percent: 101}"),
    "a limit in quotes": _with(limits="{max_delete: '1'}"),
    "limits as a list": _with(limits="[]"),
    "another level": _with(subscriptions="{service_hub: Professional}"),
    "a number in add_ons": _with(add_ons="[1]"),
    "a blank add-on": _with(add_ons="[' ']"),
    "a text for a switch": _with(data_privacy="'yes'"),
    "a ledger in a word": _with(ledger="git"),
    "a ledger of a later release": _with(ledger="{s3: {bucket: x}}"),
    "an empty ledger": _with(ledger="{}"),
    "a git ledger without a branch": _with(ledger="{git: {}}"),
    "a branch that is an option": _with(ledger="{git: {branch: '-x'}}"),
    "a branch with two points": _with(ledger="{git: {branch: a..b}}"),
    "a branch whose part ends in .lock": _with(ledger="{git: {branch: a.lock/b}}"),
    "a remote that is a URL": _with(ledger="{git: {branch: a, remote: 'https://evil.example'}}"),
    "a number for a branch": _with(ledger="{git: {branch: 1}}"),
    "a list as variable": "{version: 1, variables: {a: [1]}}",
    "an empty variable": "{version: 1, variables: {a: ~}}",
    "a variable name with a space": "{version: 1, variables: {a b: 1}}",
}
PROJECT_BEYOND = {
    "a folder outside": "{version: 1, configuration: ../x}",
    "a foreign host": _with(base_url="'https://evil.example'"),
    "the vendor's host without encryption": _with(base_url="'http://api.hubapi.com'"),
    "a port that does not exist": _with(base_url="'http://127.0.0.1:0'"),
    "a whole number with a point": _with(account="1.0"),
}
"""What the reader refuses and no schema can: it sees no folders, hosts, or forms of a number."""


def saved_plan() -> str:
    """A plan in which every field of the saved form holds something."""
    span = Span("pipelines/support.yaml", 3, 5, 3, 12)
    status = Address.parse("status.support.new")
    return to_text(
        Plan(
            tool_version="0.1.0",
            account="1111111",
            environment="sandbox",
            created_at="2026-03-01T09:30:00Z",
            configuration_digest="sha256:" + "0" * 64,
            selection=Selection(("pipeline.support",), ("rules.*",), whole=False),
            allowed=("status.support.new",),
            changes=(
                Change(
                    status,
                    Action.CREATE,
                    Reason.NEW,
                    after={"name": "New", "state": "open"},
                    order=("new", "closed"),
                    depends_on=(status.root,),
                    declared_at=span,
                ),
                Change(
                    status.root,
                    Action.UPDATE,
                    Reason.CHANGED_ON_BOTH_SIDES,
                    before={"statuses": ("new",), "no_skipping": False, "seats": 1, "x": None},
                    after={"statuses": ("new", "closed")},
                    paths=(Moved("statuses", Side.BOTH),),
                    tickets=3,
                    blocked_by=(Block.CONFLICT,),
                ),
            ),
            drift=(DriftRow(status, ("name",), {"name": "A"}, {"name": "B"}, who="Ana", when="x"),),
            manual_steps=(ManualStep("channel.a.b", "Page", "Click", None, "on", StepState.OPEN),),
            unchanged=2,
            fingerprints={"status.support.new": Fingerprint("new", "sha256:" + "1" * 64)},
            diagnostics=(
                Diagnostic(
                    code="PC601",
                    message="It stops.",
                    span=span,
                    hint="Allow it.",
                    address=str(status),
                    related=(Related(span, "here"),),
                ),
            ),
            complete=False,
            errored=False,
        )
    )
