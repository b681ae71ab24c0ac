"""Runs one command as a whole process and writes what it took: `launch.py REPORT OUT ERR COMMAND…`.

A script of its own, started for each measurement: the peak memory that the system reports for a
process begins with that of the process that started it, so that one must be small.
"""

import json
import os
import sys
import time


def main() -> None:
    """Start the command, wait for it, and write the report as JSON."""
    report, out, err, *command = sys.argv[1:]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600),
    ]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    found = {
        "wall": wall,
        "cpu": usage.ru_utime,
        "peak": usage.ru_maxrss / 1024,
        "exit": os.waitstatus_to_exitcode(status),
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not small
        json.dump(found, file)


main()
