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
)
