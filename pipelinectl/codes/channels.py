"""What the help desk asks of channels, of those who work them, and of the SLA."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC350",
        "warning",
        "A channel creates tickets where a rule allows none",
        "`create_only_in` of the pipeline does not name the status that the channel's "
        "`ticket_properties` give new tickets. Rules bind integrations too; what HubSpot does with "
        "such a message is not known.",
        row="V103",
    ),
    Code(
        "PC351",
        "error",
        "A goal is due soon from the beginning",
        "`due_soon` says how long before its end a goal counts as due soon. It must be shorter "
        "than every goal beside it.",
        row="V105",
    ),
    Code(
        "PC352",
        "warning",
        "The SLA does not cover some tickets",
        "Goals count for tickets from channels that are connected to the help desk. Tickets of "
        "channels in an inbox, and those that a workflow creates, have none.",
        row="V106",
    ),
    Code(
        "PC353",
        "warning",
        "A channel names a status without its pipeline",
        "Statuses of several pipelines may have one name. Where `ticket_properties` have a status "
        "alone, the default pipeline is meant; write it down.",
        row="V053",
    ),
    Code(
        "PC354",
        "warning",
        "New tickets of a channel start closed",
        "`ticket_properties` of the channel name a closed status, so no view of open tickets ever "
        "shows what comes in.",
        row="V054",
    ),
    Code(
        "PC355",
        "warning",
        "The SLA pauses in a closed status",
        "The time of a goal ends when the ticket is closed, so a closed status in `pause_in` does "
        "nothing.",
        row="V107",
    ),
    Code(
        "PC356",
        "warning",
        "A help desk channel creates no tickets",
        "Every channel of the help desk creates tickets unless that is switched off. With "
        "`create_tickets: false` messages arrive and nobody has a ticket to work on.",
        row="V056",
    ),
    Code(
        "PC357",
        "info",
        "No channel creates tickets in a pipeline",
        "Said only where every channel of the files that creates tickets names its pipeline.",
        row="V057",
    ),
    Code(
        "PC358",
        "warning",
        "A workflow creates tickets without subject and thread",
        "A ticket that a workflow creates for a conversation of a channel outside the help desk "
        "has neither the subject nor the thread of that conversation. Meant are raw actions that "
        "create a ticket, in workflows whose tickets come from such a channel.",
        row="V058",
    ),
    Code(
        "PC359",
        "error",
        "An address is allowed and denied",
        "An address or domain stands on one list of `spam` at most.",
        row="V108",
    ),
    Code(
        "PC360",
        "error",
        "A calling channel reaches too many users",
        "At most 100 users ring at once. Users that are named count, and the main members of teams "
        "where the files list them.",
        row="V109",
    ),
    Code(
        "PC361",
        "error",
        "The subscription has no help desk",
        "The help desk needs Service Hub Professional or Enterprise. With less, channels are "
        "connected to an inbox: `connected_to` is its name.",
        row="V111",
    ),
    Code(
        "PC362",
        "error",
        "Office 365 has no choice of sender names",
        "HubSpot does not support `from.name` for Office 365 inboxes.",
        row="V062",
    ),
    Code(
        "PC363",
        "error",
        "A sender's name lacks the company",
        "Both values of `from.name` are made with the company's name, so `from.company` must be "
        "there.",
        row="V063",
    ),
    Code(
        "PC364",
        "error",
        "A signature has an unknown token",
        "A team's signature knows `{{sender.full_name}}`, `{{sender.first_name}}` and "
        "`{{sender.last_name}}`.",
        row="V064",
    ),
    Code(
        "PC365",
        "info",
        "A channel is not in the help desk",
        "HubSpot recommends connecting every support channel to the help desk. Said only where "
        "another channel of the files is connected to it.",
    ),
    Code(
        "PC366",
        "error",
        "Two channels stand for one",
        "An address, a number, a form, an app or the name of a chat tells the account's channels "
        "of one type apart, so no two declarations have the same. Chats and channels of one app "
        "may, where each has its `id:`.",
        row="V066",
    ),
    Code(
        "PC367",
        "info",
        "A mailbox must forward its mail",
        "HubSpot does not fetch mail of a mailbox of kind `other`. It shows a hosted address, and "
        "the mailbox must forward to it; that is set where the mailbox is.",
        row="V067",
    ),
    Code(
        "PC368",
        "warning",
        "An address looks like a group or an alias",
        "Google Groups and aliases cannot be signed in to and are connected as `other`, also "
        "where Google hosts them. An address is taken for one if it holds a `+`, or a word such as "
        "`group` or `list`, or belongs to googlegroups.com.",
        row="V068",
    ),
    Code(
        "PC369",
        "error",
        "The subscription has no SLA",
        "Goals for replying and closing need Service Hub Professional or Enterprise.",
    ),
    Code(
        "PC370",
        "warning",
        "A chat has no chatflow",
        "What visitors see is a chatflow. `chatflows: []` is a warning; where the files do not "
        "speak of chatflows it is an info, since the account may have one.",
        row="V070",
    ),
    Code(
        "PC371",
        "error",
        "The subscription has no goals for combinations",
        "A goal for all tickets, or for the values of one property, needs Service Hub "
        "Professional. One for tickets that several properties together pick needs Enterprise.",
    ),
    Code(
        "PC372",
        "error",
        "The subscription does not limit access to pipelines",
        "`access` of a pipeline needs Professional or Enterprise of any hub.",
    ),
    Code(
        "PC373",
        "error",
        "A page is claimed twice",
        "A Facebook page is connected to one HubSpot account at a time. So no two channels may "
        "claim it, and no two environments that lead to different accounts: give each its page "
        "with a variable.",
        row="V073",
    ),
    Code(
        "PC374",
        "error",
        "The subscription has no absences",
        "`out_of_office` of a user needs Sales Hub or Service Hub Professional or Enterprise. "
        "Working hours need no subscription.",
    ),
    Code(
        "PC375",
        "warning",
        "Messenger does not know available users",
        "Channels of Messenger assign to users and teams, or to the contact's owner, and have no "
        "setting for those who are available.",
        row="V075",
    ),
    Code(
        "PC376",
        "info",
        "Visitors of two pages can become two contacts",
        "Messenger does not say who a visitor is beyond one page, so somebody who writes to two "
        "pages can become two contacts.",
        row="V076",
    ),
    Code(
        "PC377",
        "warning",
        "A message comes too late for Messenger",
        "By Meta's rules an automation may answer a visitor for 24 hours. Meant are mails to "
        "customers behind longer delays, in automations that tickets from Messenger can be in. "
        "Delays are summed up along the longest way.",
        row="V077",
    ),
    Code(
        "PC378",
        "error",
        "Consent needs the account's privacy settings",
        "Consent can be asked for once data privacy settings are on in the account. "
        "`account.data_privacy` says whether they are; where it does not stand this is an info.",
        row="V078",
    ),
    Code(
        "PC379",
        "error",
        "The subscription has no capacity limits",
        "`capacity` of a user needs Service Hub Professional or Enterprise (until May 2026 "
        "Enterprise).",
    ),
    Code(
        "PC380",
        "info",
        "A Messenger channel has no greeting",
        "HubSpot asks for the greeting when the page is connected, so the step by hand needs one.",
    ),
    Code(
        "PC381",
        "error",
        "Visitors would see pipeline or status",
        "HubSpot hides these two fields of a form. Their values are default properties of the "
        "ticket: `ticket_properties` of the channel.",
        row="V081",
    ),
    Code(
        "PC382",
        "info",
        "Agents do not see a hidden field",
        "The help desk does not show hidden fields with a submission. Their values are in the "
        "form's list of submissions and on the contact's timeline.",
        row="V082",
    ),
    Code(
        "PC383",
        "info",
        "Routing that assigns to nobody",
        "For a form, routing that is on and assigns to nobody is the same as routing that is off.",
    ),
    Code(
        "PC384",
        "error",
        "The subscription has no WhatsApp",
        "A WhatsApp channel needs Marketing Hub or Service Hub Professional or Enterprise. Where "
        "`account.subscriptions` names one of the two only, and that is not enough, this is an "
        "info.",
        row="V084",
    ),
    Code(
        "PC385",
        "error",
        "The subscription has no calling",
        "A calling channel needs Service Hub Professional or Enterprise; in an inbox, Sales Hub "
        "will do.",
        row="V085",
    ),
    Code(
        "PC386",
        "error",
        "The subscription has no custom channels",
        "A custom channel needs Sales Hub or Service Hub Professional or Enterprise. Where "
        "`account.subscriptions` names one of the two only, and that is not enough, this is an "
        "info.",
        row="V086",
    ),
    Code(
        "PC387",
        "warning",
        "A workflow cannot do all of a setting",
        "The files want a setting of a channel as a workflow. A workflow assigns tickets, but it "
        "knows nothing of who is available, of skills, of users and teams in one rotation, and it "
        "does not switch anything off.",
    ),
    Code(
        "PC388",
        "info",
        "Connecting a number removes its users",
        "Where a HubSpot number that exists already is connected as a channel, the users assigned "
        "to it lose it.",
        row="V088",
    ),
    Code(
        "PC389",
        "error",
        "A setting cannot be a workflow",
        "`realise: workflow` needs workflows, which the declared subscription does not have.",
    ),
    Code(
        "PC390",
        "error",
        "Too many WhatsApp numbers",
        "An account takes at most 25 WhatsApp numbers.",
    ),
    Code(
        "PC391",
        "error",
        "A channel cannot be moved",
        "HubSpot moves chatflows, email addresses, forms and calling channels from an inbox into "
        "the help desk. Every other channel is connected anew.",
    ),
    Code(
        "PC392",
        "error",
        "A user has two main teams",
        "HubSpot gives a user one main team. Further teams list the user under `extra_members`.",
    ),
    Code(
        "PC393",
        "warning",
        "Routing reaches nobody in a team",
        "Routing to a team reaches those whose main team it is. The files say that nobody's is: "
        "`main_members: []`.",
        row="V093",
    ),
    Code(
        "PC394",
        "warning",
        "Contacts' owners are seldom known for mails",
        "Assigning to the contact's owner works where the contact has an owner and is tracked with "
        "a cookie. Who only ever wrote mails has no cookie, so those tickets stay unassigned.",
        row="V094",
    ),
    Code(
        "PC395",
        "warning",
        "Available users of nobody",
        "`only_available_users` narrows whom tickets are assigned to; `assign_to: none` assigns "
        "them to nobody.",
        row="V095",
    ),
    Code(
        "PC396",
        "warning",
        "Nobody works on some day",
        "The channel assigns tickets to available users only, and on that day none of them has "
        "working hours. Asked for are Monday to Friday, and the other days that the channel's "
        "`availability` or the schedule of the `sla` names. Said only where the files have the "
        "hours of everybody who is reached.",
        row="V096",
    ),
    Code(
        "PC397",
        "error",
        "The subscription has no skills",
        "`skills`, the skills of users, and `routing.rules` need Service Hub Enterprise.",
        row="V097",
    ),
    Code(
        "PC398",
        "error",
        "A skill is not known",
        "Rules of routing and users name skills that a category of `skills` lists. Where the "
        "files have no `skills`, this is not checked.",
        row="V098",
    ),
)
