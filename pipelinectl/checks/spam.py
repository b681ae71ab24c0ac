"""Checks of the lists that say what is spam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Spec


def on_both_lists(spec: Spec) -> Iterator[Diagnostic]:
    """PC359: addresses and domains that are allowed and denied."""
    if spec.spam is None:
        return
    allowed = {
        names.label_key(str(each)): index
        for index, each in enumerate(as_list(spec.spam.settings.get("allow")))
    }
    for index, each in enumerate(as_list(spec.spam.settings.get("deny"))):
        other = allowed.get(names.label_key(str(each)))
        if other is not None:
            yield diagnostic(
                "PC359",
                f'"{each}" is on both the allow and the deny list.',
                span=spec.spam.place.at("deny", index).span,
                hint="Delete one of the two.",
                address=str(Address(Kind.SPAM, ("deny",))),
                related=[Related(spec.spam.place.at("allow", other).span, "it is allowed here")],
            )
