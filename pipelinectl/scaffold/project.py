"""The project file, a first pipeline, and what git ignores."""

from __future__ import annotations

GITIGNORE = """\
# the ledger and the journal of pipelinectl, which belong to one machine
.pipelinectl/
"""

SUPPORT = """\
# A first pipeline: the one that every HubSpot account comes with. Change it as you like, then
# `pipelinectl validate`, `pipelinectl plan` and, when the plan says what you want, `apply`.
version: 1
pipelines:
  support: # the key: how plans and rules call the pipeline; it does not change
    name: Support Pipeline # the name that people see
    default: true # the account's own pipeline is taken over, with its tickets
    statuses: # in the order of the board; existing ones are found by their names
      - New
      - Waiting on contact
      - Waiting on us
      - {name: Closed, state: closed}
    # Rules need a Professional or Enterprise subscription. Without this block they stay as they
    # are in the account.
    # rules: {create_only_in: [New]}
    # What happens by itself when a ticket reaches a status. It needs Service Hub Professional or
    # Enterprise; in a Starter account a person sets it.
    # when_status_reaches:
    #   Closed:
    #     - send_email: Ticket closed
"""

_HEAD = """\
# The project file{of}: where the configuration lies, and which accounts it is for.
# Tokens never stand here, only the names of the environment variables that hold them.
version: 1
configuration: pipelines

environments:
  # The emulated account of `pipelinectl emulator serve`: a place to practise. It takes any token.
  sandbox:
    adapter: hubspot
    account: 1111111
    base_url: http://127.0.0.1:8787
    token_env: PIPELINECTL_SANDBOX_TOKEN
"""

_PRODUCTION = """\
  production:
    adapter: hubspot
    account: {account} # the portal id; every command refuses to talk to any other account
    token_env: PIPELINECTL_PRODUCTION_TOKEN
    protect: [pipeline.support] # never deleted, whatever the files say
    limits: {{max_delete: 3}} # more than this only with --allow, after review
{ledger}"""

_LEDGER = """\
    ledger: {git: {branch: pipelinectl-ledger}} # what was last applied, for CI and all machines
"""


def project_file(root_name: str, account: int | None, *, shared: bool) -> str:
    """The text of pipelinectl.yaml; without an account its environment is a comment to fill in.

    `shared` puts the ledger of production where CI finds it again, and not on this machine.
    """
    name = "".join(sign for sign in root_name if sign.isprintable()).strip()
    production = _PRODUCTION.format(
        account=1234567 if account is None else account, ledger=_LEDGER if shared else ""
    )
    if account is None:
        what = "  # Your account: put its id here, and remove the # signs.\n"
        production = what + "".join(f"  # {line[2:]}\n" for line in production.splitlines())
    return _HEAD.replace("{of}", f" of {name}" if name else "") + "\n" + production
