"""How often a law is tried: a few examples, the same ones every time, so that CI never wavers.

`PIPELINECTL_LAWS=20` tries twenty times as many, new ones each time, and keeps what failed.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_TIMES = int(os.environ.get("PIPELINECTL_LAWS", "1"))
_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("laws", deadline=None, derandomize=True)
settings.register_profile("more-laws", deadline=None, print_blob=True)


def law(examples: int) -> settings:
    """The settings of a law that is tried on so many examples."""
    return settings(
        settings.get_profile("laws" if _TIMES == 1 else "more-laws"),
        max_examples=examples * _TIMES,
        suppress_health_check=_SLOW_IS_FINE,
        phases=[each for each in Phase if each is not Phase.explain],
    )
