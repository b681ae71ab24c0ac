"""From a spec to what it means for one environment, given what can be done there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.capabilities import Means
from pipelinectl.checks.tiers import lacking
from pipelinectl.compile import compile_spec

if TYPE_CHECKING:
    from pipelinectl.capabilities import Capability
    from pipelinectl.language import Spec
    from pipelinectl.model import Desired


def means_of(spec: Spec, capabilities: tuple[Capability, ...]) -> Means:
    """What can be done with each setting under the subscriptions that the spec declares."""
    return Means(capabilities, lacking(spec.account.subscriptions))


def meant(spec: Spec, capabilities: tuple[Capability, ...], *, whole: bool) -> Desired:
    """The desired state, each setting with the way in which it becomes true."""
    return compile_spec(spec, whole=whole, means=means_of(spec, capabilities))
