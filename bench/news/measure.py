"""Runs a command and says what it cost; medians of several runs, taken in turns."""

import dataclasses
import os
import pathlib
import shutil
import statistics
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Cost:
    """One run, or the medians of several."""

    wall: float
    processor: float
    memory: float  # MiB, the peak

    @staticmethod
    def median(costs):
        middle = lambda name: statistics.median(getattr(cost, name) for cost in costs)
        return Cost(middle("wall"), middle("processor"), middle("memory"))


def run(command, folder, environment=None):
    """The cost of one run; a command that fails ends the benchmark and shows why."""
    log = folder.parent / f"{folder.name}.log"
    with open(log, "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\n{log.read_text()[-4000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turns(tasks, runs):
    """The median cost of each task; a task is a function that runs once and gives its cost.

    The tasks take turns, so that whatever else the machine does falls on all of them.
    """
    costs = {name: [] for name in tasks}
    for _ in range(runs):
        for name, task in tasks.items():
            costs[name].append(task())
    return {name: Cost.median(found) for name, found in costs.items()}


def absent(folder):
    """Removes what an earlier run wrote; that costs the next one nothing."""
    if folder.exists():
        shutil.rmtree(folder)


def size(folder):
    """How many files there are below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
