"""Draws one line chart of 4 x 25 points with casebook and with five other programs, in turn, and prints
what each cost: medians of the rounds, processor time, side by side.

The others are installed into a folder of their own (`--peers`) the first time.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LINE = "line, 4 x 25 points, 680 px"
# The counts of charts keep every run at about a second.
PEERS = {
    "Observable Plot": ("plot", 400),
    "Vega-Lite": ("vega", 80),
    "ECharts": ("echarts", 120),
    "matplotlib": ("matplotlib", 40),
    "vl-convert": ("vl-convert", 30),
}


def install(folder: Path) -> None:
    """The libraries of npm and PyPI, once."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules").is_dir():
        (folder / "package.json").write_text((HERE / "peers/package.json").read_text())
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True)
    if not (folder / "venv").is_dir():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        pip = [folder / "venv/bin/pip", "install", "--quiet", "-r", HERE / "peers/requirements.txt"]
        subprocess.run(pip, check=True)


def peer(tool: str, count: int, folder: Path) -> dict:
    python = tool in ("matplotlib", "vl-convert")
    program = [folder / "venv/bin/python", HERE / "peers/peers.py"] if python else ["node", HERE / "peers/peers.mjs"]
    done = subprocess.run([*program, tool, str(count)], cwd=folder, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def casebook(target: Path, scale: float) -> list[dict]:
    environment = {**os.environ, "COUNT": str(scale)}
    done = subprocess.run([target], env=environment, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often every program has its turn")
    parser.add_argument("--scale", type=float, default=1.0, help="charts a turn, in parts of the usual count")
    parser.add_argument("--peers", type=Path, default=ROOT / ".casebook/tools/bench-charts")
    arguments = parser.parse_args()
    install(arguments.peers)
    folder = ROOT / "target/bench-charts"
    manifest = ["--manifest-path", HERE / "Cargo.toml", "--target-dir", folder]
    subprocess.run(["cargo", "build", "--quiet", "--release", *manifest], check=True)
    target = folder / "release/bench-charts"
    own: dict[str, list[dict]] = {}
    others: dict[str, list[dict]] = {name: [] for name in PEERS}
    for _ in range(arguments.rounds):
        for line in casebook(target, arguments.scale):
            own.setdefault(line["name"], []).append(line)
        for name, (tool, count) in PEERS.items():
            others[name].append(peer(tool, max(3, int(count * arguments.scale)), arguments.peers))
    report(own, others)


def report(own: dict[str, list[dict]], others: dict[str, list[dict]]) -> None:
    cost = {name: statistics.median(line["cpu_ms"] for line in lines) for name, lines in own.items()}
    mine = cost[LINE]
    print(f"{'a line chart of 4 x 25 points':40}{'ms':>10}{'a second':>10}{'times':>8}{'bytes':>8}")
    rows = [("casebook", mine, own[LINE][-1]["bytes"])]
    for name, lines in others.items():
        rows.append((name, statistics.median(line["cpu_ms"] for line in lines), lines[-1]["bytes"]))
    for name, milliseconds, size in sorted(rows, key=lambda row: row[1]):
        print(f"{name:40}{milliseconds:10.3f}{1000 / milliseconds:10.0f}{milliseconds / mine:8.1f}{size:8}")
    print(f"\n{'casebook alone':40}{'ms':>10}{'a second':>10}")
    for name, milliseconds in cost.items():
        print(f"{name:40}{milliseconds:10.3f}{1000 / milliseconds:10.0f}")


main()
