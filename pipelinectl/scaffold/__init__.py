"""What `pipelinectl init` writes, as texts: the door of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.scaffold import github, gitlab, project

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CI", "scaffold"]

CI: Mapping[str, Mapping[str, str]] = {
    "github": {".github/workflows/pipelinectl.yml": github.WORKFLOW},
    "gitlab": {".gitlab-ci.yml": gitlab.PIPELINE},
}
"""The files for each CI system that is known, by the name that `--ci` takes."""


def scaffold(root_name: str, account: int | None, ci: str | None) -> Mapping[str, str]:
    """The files of a new project, by path inside its folder. The result validates as it is.

    Args:
        root_name: the name of the project's folder, for a comment.
        account: the id of the account that the configuration is for; None where it is not known
            yet. The emulated account is always there, to practise on.
        ci: a key of `CI`, or None for no CI files.

    Raises:
        KeyError: `ci` is not known.
    """
    return {
        "pipelinectl.yaml": project.project_file(root_name, account, shared=ci is not None),
        "pipelines/support.yaml": project.SUPPORT,
        ".gitignore": project.GITIGNORE,
        **(CI[ci] if ci is not None else {}),
    }
