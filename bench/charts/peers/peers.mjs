// Draws the chart of data.json with one library of npm, again and again, as an
// SVG text: node peers.mjs plot|vega|echarts COUNT, in the folder of the libraries.
// Prints one JSON line: the tool, processor and wall milliseconds for one chart
// (medians after a warm-up, threads of the engine included), bytes.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [only, count = "200"] = process.argv.slice(2);
const here = import.meta.dirname;
const data = JSON.parse(readFileSync(join(here, "../data.json"), "utf8"));
const rows = Object.entries(data.series).flatMap(([name, values]) =>
  values.map((value, place) => ({ x: data.x[place], y: value, s: name, label: `${name} ${value}` })),
);
const last = rows.filter((row) => row.x === data.x.at(-1));
const COLOURS = ["#2469a9", "#a82a1e", "#217a62", "#9a6a00"];
const [WIDTH, HEIGHT] = [680, 340];

// The libraries lie where the program runs, not beside this file.
const require = createRequire(join(process.cwd(), "none.js"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const TOOLS = {
  async plot() {
    const Plot = await load("@observablehq/plot");
    const { parseHTML } = await load("linkedom");
    const marks = () => [
      Plot.ruleX([2017], { strokeDasharray: "3 3" }),
      Plot.text(["2017 reform"], { x: 2017, frameAnchor: "top", textAnchor: "end", dx: -6 }),
      Plot.line(rows, { x: "x", y: "y", stroke: "s", strokeWidth: 2 }),
      Plot.dot(last, { x: "x", y: "y", fill: "s" }),
      Plot.text(last, { x: "x", y: "y", text: "label", fill: "s", textAnchor: "start", dx: 8 }),
    ];
    const options = {
      width: WIDTH,
      height: HEIGHT,
      marginRight: 90,
      x: { tickFormat: "d", label: null },
      y: { grid: true, label: "days", nice: true },
      color: { range: COLOURS },
    };
    return () => {
      const { document } = parseHTML("<html><body></body></html>");
      return Plot.plot({ ...options, document, marks: marks() }).outerHTML;
    };
  },
  async vega() {
    const vega = await load("vega");
    const { compile } = await load("vega-lite");
    const base = JSON.parse(readFileSync(join(here, "vega-lite.json"), "utf8"));
    base.data.values = rows;
    return async () => {
      const view = new vega.View(vega.parse(compile(base).spec), { renderer: "none" });
      const svg = await view.toSVG();
      view.finalize();
      return svg;
    };
  },
  async echarts() {
    const echarts = await load("echarts");
    const rule = { symbol: "none", data: [{ xAxis: 2017, label: { formatter: "2017 reform" } }] };
    const series = Object.entries(data.series).map(([name, values], place) => ({
      name,
      type: "line",
      symbol: "none",
      data: values.map((value, index) => [data.x[index], value]),
      endLabel: { show: true, formatter: (point) => `${name} ${point.value[1]}` },
      markLine: place ? undefined : rule,
    }));
    return () => {
      const size = { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT };
      const chart = echarts.init(null, null, size);
      chart.setOption({
        animation: false,
        color: COLOURS,
        grid: { left: 40, right: 100, top: 40, bottom: 26 },
        xAxis: { type: "value", min: 2000, max: 2024, splitLine: { show: false } },
        yAxis: { type: "value", scale: true },
        series,
      });
      const svg = chart.renderToSVGString();
      chart.dispose();
      return svg;
    };
  },
};

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const draw = await TOOLS[only]();
for (let time = 0; time < count / 4 + 2; time += 1) await draw();
const [processor, wall] = [[], []];
let svg = "";
for (let time = 0; time < count; time += 1) {
  const [used, start] = [process.cpuUsage(), performance.now()];
  svg = await draw();
  const { user, system } = process.cpuUsage(used);
  processor.push((user + system) / 1000);
  wall.push(performance.now() - start);
}
const line = { tool: only, cpu_ms: median(processor), wall_ms: median(wall), bytes: Buffer.byteLength(svg) };
console.log(JSON.stringify(line));
