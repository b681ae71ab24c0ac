"""Names that must lead somewhere."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC201",
        "error",
        "A status is unknown",
        "The name is not a status of the pipeline. References go by key, then by name.",
        row="V013",
    ),
    Code(
        "PC202",
        "error",
        "A reference crosses pipelines",
        "Inside a pipeline only its own statuses can be named.",
        row="V014",
    ),
    Code(
        "PC203",
        "error",
        "A reference is ambiguous",
        "The text is the key of one status and the name of another. Use a text that only "
        "one of them has.",
    ),
    Code(
        "PC204",
        "error",
        "Something is removed and declared at once",
        "An entry of `removed:` names what the files still declare. Delete one of the two.",
    ),
    Code(
        "PC205",
        "error",
        "A pipeline is unknown",
        "The name is not a pipeline of the files, the ledger or the account.",
    ),
    Code(
        "PC206",
        "error",
        "The destination of tickets is itself removed",
        "`move_tickets_to` names a status that goes away too. Name one that stays.",
        row="V101",
    ),
    Code(
        "PC207",
        "error",
        "Something to remove cannot be told apart",
        "More than one object of the account has this name. Add `id:` to the entry of `removed:`.",
    ),
    Code(
        "PC208",
        "error",
        "A reference does not name its pipeline",
        "Outside a pipeline a status is named as `pipeline/Status`, with the key or the name of "
        "the pipeline before the first `/`. Use the key where the name holds a `/` itself.",
    ),
    Code(
        "PC209",
        "error",
        "Workflows lead into each other",
        "Workflows that enrol tickets in each other cannot be created: each would need another "
        "one first. One that enrols in itself neither.",
    ),
    Code(
        "PC210",
        "error",
        "A user is not named by an e-mail address",
        "Users are named by the address that they log in with, or by `id:` and their id.",
    ),
    Code(
        "PC211",
        "error",
        "A status has no actions to enrol tickets in",
        "`enroll_in: pipeline/Status` means the actions that `when_status_reaches` has for it.",
    ),
    Code(
        "PC212",
        "info",
        "A workflow or a channel is left out",
        "It names a pipeline or a channel of files that were not read, because the command was "
        "given a part of the configuration. Nothing is changed or deleted for that.",
    ),
    Code(
        "PC213",
        "error",
        "A channel sets a status of another pipeline",
        "The status under `ticket_properties` belongs to the pipeline beside it; where none is, "
        "to the default pipeline.",
        row="V052",
    ),
    Code(
        "PC214",
        "error",
        "A channel sets a status, and no pipeline is the default one",
        "Without `pipeline` under `ticket_properties` a status is one of the pipeline with "
        "`default: true`, or of the only pipeline of the files.",
        row="V053",
    ),
    Code(
        "PC217",
        "error",
        "A channel is not one of the files",
        "`channel:` takes the key of a channel of the files, or `id:` and the id of a channel "
        "account that the files do not have.",
    ),
)
