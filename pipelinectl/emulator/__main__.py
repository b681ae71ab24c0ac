"""`python -m pipelinectl.emulator`: the emulator without the rest of the package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipelinectl.emulator.errors import EmulatorError
from pipelinectl.emulator.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Serve as the arguments say. Returns the exit status: 1 with one line where it cannot."""
    settings = _settings(arguments)

    def announce(url: str) -> None:
        sys.stdout.write(f"Emulator ready at {url} (account {settings.account})\n")
        sys.stdout.flush()

    # The web server is loaded after the arguments are read, so that --help does not wait for it.
    from pipelinectl.emulator.server import serve  # noqa: PLC0415

    try:
        serve(settings, announce=announce)
    except EmulatorError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def _settings(arguments: list[str] | None) -> Settings:
    parser = argparse.ArgumentParser(prog="python -m pipelinectl.emulator", description=__doc__)
    default = Settings()
    parser.add_argument("--port", type=int, default=default.port, help="0 takes a free port")
    parser.add_argument("--account", type=int, default=default.account, help="the portal id")
    parser.add_argument("--token", help="the only token that is accepted; default: any")
    parser.add_argument("--data", type=Path, help="a file that keeps the account")
    parser.add_argument("--seed", type=Path, help="a JSON file that fills a new account")
    parser.add_argument("--profile", action="append", default=[], metavar="NAME")
    chosen = parser.parse_args(arguments)
    return Settings(
        account=chosen.account,
        port=chosen.port,
        token=chosen.token,
        data=chosen.data,
        seed=chosen.seed,
        profiles=tuple(chosen.profile),
    )


if __name__ == "__main__":
    sys.exit(main())
