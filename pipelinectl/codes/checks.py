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
    Code(
        "PC320",
        "warning",
        "Replies of customers close their tickets",
        "`customer_replies` names a closed status. A reply would leave the views of open "
        "tickets, and nobody would see it.",
        row="V020",
    ),
    Code(
        "PC321",
        "warning",
        "Mails to customers close their tickets",
        "`email_sent_to_customer` names a closed status, so every mail that is sent from a "
        "ticket closes it. Teams that answer once and are done may want that.",
        row="V021",
    ),
    Code(
        "PC322",
        "warning",
        "Replies on closed tickets go elsewhere",
        "A reply on a closed ticket takes it to the first open status, whatever "
        "`customer_replies` says. Its target holds for tickets that are open.",
        row="V022",
    ),
    Code(
        "PC323",
        "error",
        "The subscription does not automate statuses",
        "`update_status` and `when_status_reaches` need Service Hub Starter or higher. "
        "`account.subscriptions` says what the account has; what it does not say is no "
        "error.",
        row="V023",
    ),
    Code(
        "PC324",
        "info",
        "Automations pass chats by",
        "Status updates and the actions of statuses leave out tickets from live chat and "
        "Messenger. `include_chat: true` in the long form of the actions covers them. Said "
        "once for each pipeline.",
        row="V024",
    ),
    Code(
        "PC325",
        "warning",
        "Both triggers set the same status",
        "After a mail to the customer and after a reply the ticket has the same status, so "
        "it does not show whose turn it is.",
        row="V025",
    ),
    Code(
        "PC326",
        "warning",
        "Closing a ticket does not set its close date",
        "With `set_close_date: false`, reports of the time to close and goals of an SLA "
        "have no end point.",
        row="V026",
    ),
    Code(
        "PC331",
        "error",
        "The subscription has no workflows",
        "With Service Hub Starter the actions of a status are `send_email` and "
        "`send_internal_email_notification`. All others, and everything below "
        "`automations`, need Professional or Enterprise. Whether Professional of another "
        "hub is enough for workflows of tickets is not known; it is taken as not enough. "
        "Where `account.subscriptions` does not name `service_hub`, this is not checked.",
        row="V031",
    ),
    Code(
        "PC332",
        "error",
        "The subscription does not send custom automated emails",
        "`send_email: {custom: …}` sends an email of the marketing tool and needs Marketing "
        "Hub Professional or Enterprise. Ticket received and Ticket closed do not.",
        row="V032",
    ),
    Code(
        "PC334",
        "warning",
        "Ticket received goes out when a ticket is closed",
        "The ready-made mail tells a customer that a new ticket was received. It belongs to "
        "the status that new tickets have.",
        row="V034",
    ),
    Code(
        "PC335",
        "warning",
        "Ticket closed goes out while a ticket is open",
        "The ready-made mail tells a customer that the ticket is closed. It belongs to a "
        "closed status, or behind an action that sets one.",
        row="V035",
    ),
    Code(
        "PC336",
        "warning",
        "A status between open and closed sends mails",
        "Mails are meant for tickets that are opened or closed. On a status in between, "
        "every ticket that comes there for the first time sends one. A mail that only a "
        "branch sends is not meant.",
        row="V036",
    ),
    Code(
        "PC339",
        "warning",
        "The owner who is notified may be nobody",
        "Tickets have no owner until a channel's routing, an automation or a person gives them "
        "one. Meant are notifications to the owner where neither a channel of the pipeline nor an "
        "automation of the files assigns one. Where `routing` is not declared, only automations "
        "are meant that new tickets start.",
        row="V039",
    ),
    Code(
        "PC340",
        "warning",
        "Mails carry HubSpot's branding",
        "Marketing Hub is declared as free, and only Starter or higher sends mails without "
        "HubSpot's branding. Said once, at the first mail.",
        row="V040",
    ),
    Code(
        "PC341",
        "warning",
        "Mails to customers have no sender",
        "Automatic mails go out from a connected team address. The files connect channels, and "
        "no email address is among them. Said once, at the first mail.",
        row="V041",
    ),
    Code(
        "PC342",
        "error",
        "A setting needs the workflow tool",
        "`include_chat` and `re_enroll` change which tickets are enrolled, which only the "
        "workflow tool can do. It needs Service Hub Professional or Enterprise.",
        row="V042",
    ),
    Code(
        "PC343",
        "warning",
        "A workflow is replaced by a new one",
        "Enrollment triggers and re-enrollment do not change in a workflow that runs: tickets "
        "could be enrolled that nobody meant. So a new workflow is made, read back, the old one "
        "switched off, the new one switched on, and the old one deleted. HubSpot gives the same "
        "advice to people: clone it, change the clone, delete the old one. Tickets that wait in "
        "the old workflow leave it.",
        row="V043",
    ),
    Code(
        "PC346",
        "warning",
        "Automations can move tickets in a circle",
        "A loop is a way on which each automation sets a status that starts the next one, "
        "until a ticket is where it was. Three kinds are found: automations that start each "
        "other; one that sets another status and then its own again; and automations that "
        "take a ticket away from where `update_status` puts it, so that the next mail "
        "brings it back. A mail that opens a closed ticket again makes no loop. Conditions "
        "are not evaluated, and what is switched off is left out. With `re_enroll: false` "
        "anywhere on the way a ticket goes round once; with `re_enroll: true` all the way "
        "round, a loop without mails never ends. Statuses that all lead to each other are "
        "one finding, with its shortest loop.",
        row="V046",
    ),
    Code(
        "PC347",
        "warning",
        "An action has many branches",
        "HubSpot's documents speak of 20 branches for `if` and 250 for `switch`, but an "
        "account was seen that took 15 only.",
    ),
    Code(
        "PC348",
        "warning",
        "The subscription may not run code and webhooks",
        "As others report, `custom_code` and `webhook` need Data Hub (once Operations Hub) "
        "Professional or Enterprise. HubSpot's API specification does not say so.",
    ),
    Code(
        "PC399",
        "error",
        "A realisation that the help desk does not offer",
        "`realise:` says by which way a setting becomes true. `pipelinectl explain "
        "channel.SETTING` lists the ways there are for it.",
    ),
)
