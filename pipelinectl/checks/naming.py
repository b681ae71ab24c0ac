"""What the checks must know of a help desk's ids, sizes and actions; each adapter has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.model import Value


class Naming(Protocol):
    """The id scheme of a help desk, and how large things may be."""

    @property
    def pipeline_id_max(self) -> int:
        """The most characters that the id of a pipeline may have."""

    @property
    def status_id_max(self) -> int:
        """The most characters that the id of a status may have."""

    @property
    def statuses_max(self) -> int:
        """The most statuses that a pipeline may have."""

    @property
    def name_warning(self) -> int:
        """The most characters that a name may have without a warning."""

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What the help desk lets one do with each setting."""

    def pipeline_id(self, key: str) -> str:
        """The id that a pipeline is created under."""

    def status_id(self, pipeline_key: str, status_key: str) -> str:
        """The id that a status is created under."""

    def creates_ticket(self, action: Mapping[str, Value]) -> bool:
        """Whether a raw action, in the help desk's own terms, creates a ticket."""
