"""Which adapters there are, by the word that the project file uses. Imports one when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.capabilities import CAPABILITIES
from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.capabilities import Capability
    from pipelinectl.checks.naming import Naming
    from pipelinectl.ports import HelpDesk, Instruction, Names, Task

DEFAULT = "hubspot"


def naming_of(adapter: str) -> Naming:
    """The id scheme and sizes of a kind of help desk, known without any connection."""
    return {DEFAULT: HUBSPOT_NAMING}[adapter]


def capabilities_of(adapter: str) -> tuple[Capability, ...]:
    """What a kind of help desk lets one do with each setting, known without any connection."""
    return {DEFAULT: CAPABILITIES}[adapter]


def instruction_of(adapter: str) -> Callable[[Task, Names], Instruction]:
    """How a kind of help desk tells a person what to do, known without any connection.

    The link of an instruction is empty: it takes an account to have one.
    """
    from pipelinectl.adapters.hubspot import pages  # noqa: PLC0415 - for two commands only

    told = {DEFAULT: pages.instruction}[adapter]
    return lambda task, names: told(task, names, "")


def connect(adapter: str, base_url: str | None, token: str) -> HelpDesk:
    """A help desk behind the port. No call is made yet."""
    if adapter != DEFAULT:
        msg = f"no adapter {adapter!r}"
        raise ValueError(msg)
    # requests takes as long to import as the rest of the program: only live commands pay for it
    from pipelinectl.adapters.hubspot.desk import HubSpotDesk  # noqa: PLC0415
    from pipelinectl.adapters.hubspot.versions import VENDOR_URL  # noqa: PLC0415

    return HubSpotDesk(base_url or VENDOR_URL, token)
