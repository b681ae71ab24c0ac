"""The account and its API."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC501",
        "error",
        "The account cannot be reached",
        "No connection to the host could be made. Check the network and `base_url`.",
    ),
    Code(
        "PC502",
        "error",
        "The token is refused",
        "The help desk does not accept the token. It may be wrong, expired or revoked.",
    ),
    Code(
        "PC503",
        "error",
        "The token lacks a permission",
        "The token has no scope for this call. Add the scope that the message names to "
        "the service key or private app.",
    ),
    Code(
        "PC504",
        "error",
        "The rate limit is used up",
        "The account allows no more calls for now. pipelinectl paces itself and waits; "
        "this limit did not clear in time. Run the command again later.",
    ),
    Code(
        "PC505",
        "error",
        "The help desk refuses a change",
        "The call was understood and refused. The message is the help desk's own, with "
        "the correlation id that its support asks for.",
    ),
    Code(
        "PC506",
        "error",
        "An object is gone",
        "The object was there when the account was read, and is not there any more. Plan again.",
    ),
    Code(
        "PC507",
        "error",
        "The help desk answers in a way that is not understood",
        "The answer was a server fault, or not what the API promises. The correlation id, "
        "where there is one, helps its support.",
    ),
    Code(
        "PC508",
        "error",
        "The token belongs to another account",
        "The project file names one account, the token leads to another. Nothing was read "
        "or written.",
    ),
    Code(
        "PC509",
        "error",
        "A change was accepted but is not there",
        "After each write the object is read back, and this one does not show what was "
        "written. Run plan to see what is there now.",
    ),
    Code(
        "PC510",
        "error",
        "The answer to a change was lost",
        "The call may or may not have been carried out. Running again reads the account "
        "first and continues from what is there.",
    ),
    Code(
        "PC511",
        "error",
        "The account does not allow so many pipelines",
        "The number of ticket pipelines depends on the subscription. The account says how "
        "many it allows.",
        row="V008",
    ),
    Code(
        "PC513",
        "error",
        "The ledger or the journal cannot be kept",
        "A file below `.pipelinectl/` could not be read or written: the disk is full, or the "
        "folder may not be written to. Nothing is written to the account without a journal.",
    ),
    Code(
        "PC512",
        "error",
        "An apply was interrupted",
        "Somebody stopped the command while it was writing. What was done is reported; the call "
        "that was under way may or may not have been carried out. Running again continues.",
    ),
    Code(
        "PC514",
        "error",
        "The account has no such user",
        "People are named by the e-mail address that they log in with. Nobody in the account has "
        "this one, or who had it was deactivated.",
    ),
    Code(
        "PC515",
        "error",
        "The account has no such team, or several",
        "Teams are named as the account names them. Where several teams have one name, write "
        "`id:` and the id of the team.",
    ),
    Code(
        "PC516",
        "error",
        "An e-mail does not exist in the account, or cannot be sent",
        "An automated e-mail is named as the marketing e-mail tool names it, and must be "
        "published. Where several have one name, write `id:` and the id of the e-mail.",
        row="V045",
    ),
    Code(
        "PC517",
        "info",
        "A ready-made e-mail cannot be sent by a workflow",
        "Ticket received and Ticket closed are e-mails that come with every account. Only if "
        "the account shows one of them as a published marketing e-mail can a workflow send it. "
        "Else a person sets up the action on the pipeline's Automate tab.",
    ),
    Code(
        "PC518",
        "warning",
        "An e-mail does not reach every contact",
        "An e-mail that is not transactional goes to marketing contacts only; the others get "
        "nothing, and nobody is told.",
        row="V033",
    ),
    Code(
        "PC519",
        "error",
        "A ticket property or its value does not exist",
        "A condition, an action, a text, a channel's ticket properties, a form or a goal of the "
        "SLA names a ticket property that the account does not have, or a value that is none of "
        "its options. Names are HubSpot's internal ones, apart from subject, content, "
        "priority, category, owner, status, pipeline and source.",
        row="V055",
    ),
    Code(
        "PC520",
        "error",
        "A workflow does not exist in the account, or exists more than once",
        "A workflow of the files is named by its key, one of the account by its name. Where "
        "several have one name, write `id:` and the id of the workflow.",
        row="V045",
    ),
    Code(
        "PC521",
        "error",
        "The help desk's form of this is not known",
        "What is declared cannot be put into a workflow of the help desk, because nothing "
        "tells reliably how it is written there. `raw:` takes the help desk's own form.",
    ),
    Code(
        "PC522",
        "error",
        "A permission is missing to look something up",
        "The token cannot read the list that a name was looked up in, so it is not known whether "
        "the account has what the files name.",
        row="V099",
    ),
    Code(
        "PC523",
        "error",
        "The token cannot read workflows",
        "A workflow was created, switched off, and could not be read back with the same token. "
        "It was deleted again, and nothing more is created: each run would create it anew. "
        "HubSpot hides workflows from some kinds of keys and apps: use another kind.",
    ),
    Code(
        "PC524",
        "error",
        "A workflow was left behind",
        "A workflow was created, switched off, and could be neither read back nor deleted. The "
        "message names it. Delete it by hand, or use a token that can read workflows; until "
        "then nothing more is created.",
    ),
    Code(
        "PC525",
        "error",
        "A workflow was changed meanwhile",
        "Between reading a workflow and writing to it somebody changed it, so nothing was "
        "written to it. Plan again: the plan shows both changes.",
    ),
    Code(
        "PC526",
        "error",
        "A workflow is still being created",
        "The help desk creates workflows in its own time, and did not finish in about half a "
        "minute. The workflow is switched off. Run apply again later: it is found and finished.",
    ),
    Code(
        "PC530",
        "error",
        "Git cannot keep the ledger here",
        "`ledger:` names a git branch. That needs the program git, a clone that the project lies "
        "in, and a remote of that name.",
    ),
    Code(
        "PC531",
        "error",
        "The branch of the ledger cannot be read",
        "Git could not ask the remote: there is no network, or no right to read. Nothing was "
        "written to the account.",
    ),
    Code(
        "PC532",
        "error",
        "The ledger cannot be pushed",
        "The remote refused the push to the branch of the ledger. Whoever applies needs the right "
        "to write there.",
    ),
    Code(
        "PC533",
        "error",
        "The branch of the ledger holds something else",
        "A branch that holds other files than ledgers is somebody's work. Name one that nothing "
        "else uses.",
    ),
    Code(
        "PC534",
        "error",
        "An apply took too long for its claim",
        "On a ledger that several machines share a claim counts for two hours; after that another "
        "run may begin. So a run that is nearly that old writes nothing more.",
    ),
    Code(
        "PC535",
        "error",
        "A claim was left in the ledger",
        "The run has ended, and its result could not be written to the shared ledger. Others wait "
        "until the claim is released or over.",
    ),
    Code(
        "PC536",
        "error",
        "A form does not exist in the account",
        "A form channel names a form as the account's list of forms names it. With `new:` and its "
        "fields the form is created.",
        row="V080",
    ),
    Code(
        "PC537",
        "warning",
        "An app is not installed",
        "A custom channel is an app of HubSpot's marketplace, or one's own. The account shows an "
        "installed app among its channels, under the app's name.",
        row="V089",
    ),
    Code(
        "PC538",
        "error",
        "An address of a channel is a user's own",
        "HubSpot connects an e-mail address either as a user's own or as a team's, not as both. No "
        "API shows what users have connected for themselves, so this is said of every address "
        "that a user logs in with, until the account shows it as a channel.",
        row="V065",
    ),
    Code(
        "PC539",
        "error",
        "A user cannot be routed to",
        "Tickets are only routed to users with a Service Hub seat, and only they can have skills "
        "or a capacity. Give the user a seat, or name another user.",
        row="V092",
    ),
    Code(
        "PC540",
        "warning",
        "A team cannot be routed to",
        "Tickets for a team go to the users whose main team it is and who have a Service Hub seat. "
        "Where there is nobody, they stay unassigned.",
        row="V093",
    ),
    Code(
        "PC541",
        "error",
        "A calling channel reaches too many users",
        "At most 100 users ring at once. The main members of all teams that are named count.",
        row="V109",
    ),
    Code(
        "PC542",
        "error",
        "A permission is missing to read a setting",
        "The token cannot read a list that is needed to compare or to write what the files "
        "declare. Add the scope that the message names to the service key or private app.",
        row="V099",
    ),
    Code(
        "PC543",
        "error",
        "A setting cannot be put into the help desk's form",
        "What is declared names something that the account does not have any more, or depends on a "
        "setting that is not there yet. Plan again.",
    ),
    Code(
        "PC544",
        "warning",
        "Whether a user has a Service Hub seat is not certain",
        "Tickets are only routed to users with a Service Hub seat. The user has seats, and none "
        "has a name that looks like one: how HubSpot names them is not documented.",
        row="V092",
    ),
    Code(
        "PC545",
        "error",
        "A setting was changed meanwhile",
        "Between reading and writing somebody changed the same thing, or made one of the same "
        "name, so nothing was written to it. Plan again: the plan shows both changes.",
    ),
    Code(
        "PC546",
        "warning",
        "A main member may leave another team",
        "A user has one main team. To become a main member of another team may take the user out "
        "of the first one, and with that out of the routing to it.",
    ),
    Code(
        "PC547",
        "warning",
        "Members leave a team",
        "A declared list of members is the whole list, so whoever is not named in it is taken out "
        "of the team. A main member who leaves gets none of the team's tickets any more.",
    ),
)
