"""Draws the chart of data.json with one library of PyPI, again and again, as an SVG text:
python peers.py matplotlib|vl-convert COUNT. Prints one JSON line as peers.mjs does."""

import io
import json
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = json.loads((HERE.parent / "data.json").read_text())
COLOURS = ["#2469a9", "#a82a1e", "#217a62", "#9a6a00"]


def matplotlib():
    import matplotlib as library

    library.use("svg")
    library.rcParams["svg.fonttype"] = "none"
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    def draw() -> str:
        figure = Figure(figsize=(6.8, 3.4), dpi=100)
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        for (name, values), colour in zip(DATA["series"].items(), COLOURS, strict=True):
            axes.plot(DATA["x"], values, color=colour, lw=2)
            end = (DATA["x"][-1], values[-1])
            place = {"xytext": (6, 0), "textcoords": "offset points", "va": "center"}
            axes.annotate(f"{name} {values[-1]}", end, color=colour, **place)
        axes.grid(axis="y", color="#dfe3e6")
        axes.axvline(2017, ls="--", color="#5b6770", lw=1)
        axes.text(2016.8, axes.get_ylim()[1], "2017 reform", ha="right", va="top")
        axes.set_ylabel("days")
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
        return out.getvalue()

    return draw


def vl_convert():
    import vl_convert as library

    specification = json.loads((HERE / "vega-lite.json").read_text())
    specification["data"]["values"] = [
        {"x": x, "y": y, "s": name, "label": f"{name} {y}"}
        for name, values in DATA["series"].items()
        for x, y in zip(DATA["x"], values, strict=True)
    ]
    return lambda: library.vegalite_to_svg(specification)


def main() -> None:
    tool, count = sys.argv[1], int(sys.argv[2])
    draw = {"matplotlib": matplotlib, "vl-convert": vl_convert}[tool]()
    for _ in range(3):
        draw()
    processor, wall, svg = [], [], ""
    for _ in range(count):
        used, start = time.process_time(), time.perf_counter()
        svg = draw()
        processor.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - start) * 1000)
    line = {"tool": tool, "cpu_ms": statistics.median(processor), "wall_ms": statistics.median(wall)}
    print(json.dumps({**line, "bytes": len(svg.encode())}))


main()
