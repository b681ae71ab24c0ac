"""`python -m pipelinectl` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from pipelinectl import __version__  # noqa: PLC0415 - and no click: start-up is felt here

        sys.stdout.write(f"pipelinectl {__version__}\n")
        return
    from pipelinectl.cli.main import run  # noqa: PLC0415 - as above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
