"""What keeps a plan safe."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC601",
        "blocked",
        "A protected object would be deleted",
        "`protect:` of the environment names it. Nothing lifts this but a change of the "
        "project file.",
    ),
    Code(
        "PC602",
        "blocked",
        "More would be deleted than the limits allow",
        "`limits:` of the environment bounds how much one plan may delete. `--allow "
        "ADDRESS` permits one delete after review.",
    ),
    Code(
        "PC603",
        "blocked",
        "A status still holds tickets",
        "HubSpot does not move tickets out of a status that is deleted, and refuses to "
        "delete it. Move the tickets first.",
        row="V100",
    ),
    Code(
        "PC604",
        "blocked",
        "Files and account both changed",
        "The value differs from what was last applied in the files and in the account. "
        "Write the account's value into the file to keep it, or overwrite it with "
        "`--allow ADDRESS`.",
    ),
    Code(
        "PC605",
        "blocked",
        "A delete and a create look like a rename",
        "Keep the object by giving the new declaration its old `key:` or its `id:`, or "
        "say that it goes with an entry of `removed:`.",
    ),
    Code(
        "PC606",
        "blocked",
        "A change cannot be undone",
        "The help desk has no way back from this change. `--allow ADDRESS` permits it "
        "after review.",
    ),
    Code(
        "PC607",
        "blocked",
        "The account could not be read completely",
        "Nothing is created or deleted from an incomplete read: absence of evidence is "
        "not absence. The message says what could not be read.",
    ),
    Code(
        "PC608",
        "blocked",
        "A read proves nothing",
        "An empty answer may mean that the token cannot see the objects.",
    ),
    Code(
        "PC609",
        "blocked",
        "A name is taken in the account",
        "An object that the files do not name has this name. To manage it, add the `id:` "
        "line that the hint shows; else choose another name.",
    ),
    Code(
        "PC610",
        "blocked",
        "An object is in use",
        "Something that is not managed here refers to it. Change that first.",
    ),
    Code(
        "PC611",
        "blocked",
        "The help desk is known to refuse this",
        "The change would be refused, so it is not tried.",
    ),
    Code(
        "PC612",
        "blocked",
        "A delete was not reviewed",
        "A delete by absence needs a review: save the plan with `--out` and apply that, "
        "use `--expect DIGEST`, permit it with `--allow ADDRESS`, or write an entry of "
        "`removed:`.",
    ),
    Code(
        "PC613",
        "blocked",
        "Another change must come first",
        "The change depends on one that is blocked.",
    ),
    Code(
        "PC614",
        "info",
        "There is no ledger",
        "The ledger remembers what was last applied. Without it nothing is deleted "
        "because it left the files, and it cannot be told which side moved.",
    ),
    Code(
        "PC615",
        "error",
        "The saved plan is stale",
        "Something that the plan touches or refers to has changed in the account since "
        "the plan was made. Plan again, and review.",
    ),
    Code(
        "PC616",
        "error",
        "The saved plan was altered",
        "The file's content does not match its digest. Make the plan again; do not edit it.",
    ),
    Code(
        "PC617",
        "error",
        "The saved plan is for another account",
        "The plan names another account or environment than the one the command would change.",
    ),
    Code(
        "PC618",
        "error",
        "The plan is not the expected one",
        "The fresh plan makes other changes than the reviewed one whose digest `--expect` "
        "names. Review the new plan.",
    ),
    Code(
        "PC619",
        "error",
        "Another run is at work",
        "An apply of another run holds the ledger. Wait for it, or release its claim once "
        "you know that it is dead.",
    ),
    Code(
        "PC620",
        "error",
        "There is nothing to compare with",
        "`drift` compares the account with what was last applied, and nothing was applied "
        "from here yet. Run `plan` and `apply` first.",
    ),
    Code(
        "PC621",
        "error",
        "The file has another format",
        "The saved plan or ledger was written in a format that this release does not read.",
    ),
    Code(
        "PC622",
        "info",
        "An object was found by its name",
        "Adopted by name this time. Write the `id:` line that the hint shows, so that a "
        "rename does not lose it.",
    ),
    Code(
        "PC623",
        "warning",
        "An object may have been put to another use",
        "Name and state of the object both differ from what was last applied. Ids live on "
        "when an object is reused for something else; look before you apply.",
    ),
    Code(
        "PC624",
        "info",
        "Only a part of the configuration was read",
        "With a PATH that is part of the configuration nothing is deleted or released "
        "because it is absent.",
    ),
    Code(
        "PC627",
        "info",
        "An entry of removed: names nothing",
        "What is gone already is no difference. A name that was misspelt looks just the same, so "
        "it is said.",
    ),
    Code(
        "PC628",
        "info",
        "The account has statuses that the files do not name",
        "They are left alone. Where a new status was meant as the new name of one of them, write "
        "the `id:` that the hint shows.",
    ),
    Code(
        "PC629",
        "info",
        "A clone of one of our workflows",
        "Workflows are found by a line in their description, `managed-by: pipelinectl <address>`. "
        "Whoever clones a workflow clones that line. The ledger knows which one is ours; the clone "
        "is neither changed nor deleted.",
    ),
    Code(
        "PC630",
        "info",
        "A workflow is left out of the imported files",
        "`import` writes what the language has words for, and only where the plan of what it "
        "writes is empty. Other workflows, and those of the pipeline's Automate page, stay in the "
        "account untouched.",
    ),
    Code(
        "PC631",
        "info",
        "An empty list of workflows proves nothing",
        "HubSpot answers with an empty list where there are no workflows, and also to keys and "
        "apps that may not read them. So the first workflow is made switched off and read back "
        "before anything else is made; if it cannot be read, it is deleted again.",
    ),
    Code(
        "PC626",
        "warning",
        "The ledger will be forgotten",
        "CI runners lose local files. Without the ledger the next run cannot tell which "
        "side moved, and deletes nothing by absence. Keep it in a git branch: `ledger: {git: "
        "{branch: pipelinectl-ledger}}` below the environment.",
    ),
    Code(
        "PC632",
        "info",
        "A channel is not connected yet",
        "No API connects a channel: it takes a browser, and often a password of somebody else. The "
        "plan lists the steps. What needs the channel waits, and is no block; everything else goes "
        "on.",
        row="V051",
    ),
    Code(
        "PC633",
        "error",
        "Several channels fit a declaration",
        "A channel is found by its `id:`, by the ledger, else by its type and its address, number, "
        "page, form, app or name. Where several have the same, `id:` says which one is meant.",
    ),
    Code(
        "PC634",
        "info",
        "A workflow stands in for settings of a channel",
        "No API writes the routing and the ticket properties of a channel, so they become a "
        "workflow that begins once a ticket's property shows the channel that it came by. Others "
        "have seen that property; that it starts workflows is unverified on HubSpot. The workflow "
        "assigns users, teams or the contact's owner, looks neither at availability nor at skills, "
        "and at capacity only as far as HubSpot's own rotation does. `realise: manual` leaves "
        "these settings to a person.",
    ),
    Code(
        "PC635",
        "warning",
        "Removing a form channel changes its form",
        "When a form is disconnected from the help desk, HubSpot takes the ticket properties out "
        "of it. The form stays where it is embedded, and its submissions make no tickets any more.",
        row="V083",
    ),
    Code(
        "PC636",
        "warning",
        "A chatflow that nobody declared",
        "Connecting a Facebook page creates and activates a standard chatflow. No API shows "
        "chatflows, so the plan cannot tell whether it is still there.",
        row="V072",
    ),
    Code(
        "PC637",
        "warning",
        "Channels cannot be read",
        "Inboxes, channels and channel accounts are read with the scope conversations.read. "
        "Without it the plan cannot tell whether a channel is connected, and which id its tickets "
        "bear.",
    ),
    Code(
        "PC638",
        "warning",
        "A setting was made by hand and by a workflow",
        "Somebody acknowledged that the setting was made in the channel's own settings, and now a "
        "workflow stands in for it: both act on new tickets. Switch it off in the channel's "
        "settings and take the entry out of acknowledged.yaml; while it stands there, the step is "
        "not asked for again once the files go back to `realise: manual`.",
    ),
    Code(
        "PC639",
        "info",
        "A channel is no longer meant",
        "A declaration is found by what it says now: another address leads to another channel. The "
        "one that it meant before stays connected in the account, without its workflow.",
    ),
)
