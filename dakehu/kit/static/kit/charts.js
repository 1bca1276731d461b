// Charts: ECharts, one theme, loaded after the first screen. The data stands in a block beside the
// chart: {"kind": "line|bar|stack|pie", "labels": […], "series": [{"name", "values": […]}],
//         "unit": "万元", "target": {"name", "value"}, "mark": {"name", "label"}, "labels_name"}.
// Values are texts; they are drawn, not computed. `mark` is an upright line at a label.

const COLOURS = ["#0f5c6e", "#d08a2e", "#6b7fa3", "#8aa68f", "#b5574b", "#c7b98b"];
const words = document.getElementById("words")?.dataset ?? {};
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const drawn = new Map();
let library;

function echarts() {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/echarts.min.js", import.meta.url);
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  return library;
}

function optionsOf(data) {
  const ink = token("--ink-2");
  const line = token("--line");
  const pie = data.kind === "pie";
  const many = data.series.length > 2;
  const axis = { axisLabel: { color: ink, fontSize: 12 }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } };
  const series = data.series.slice(0, 4).map((each) => ({
    name: each.name,
    type: data.kind === "line" ? "line" : "bar",
    stack: data.kind === "stack" ? "all" : undefined,
    data: each.values,
    barMaxWidth: 28,
    symbolSize: 5,
    showSymbol: data.labels.length < 60,
    lineStyle: { width: 2 },
    endLabel: data.kind === "line" && !many ? { show: true, formatter: "{a}", color: "inherit", fontSize: 12 } : undefined,
  }));
  if (data.target && !pie) {
    series[0].markLine = {
      symbol: "none", silent: true, data: [{ yAxis: data.target.value }],
      lineStyle: { type: "dashed", color: ink },
      label: { position: "insideEndTop", color: ink, formatter: `${data.target.name} ${data.target.value}` },
    };
  }
  if (data.mark && !pie) {
    series[0].markLine = {
      symbol: "none", silent: true, data: [{ xAxis: data.mark.label }],
      lineStyle: { type: "dashed", color: ink },
      label: { position: "end", color: ink, formatter: `${data.mark.name} ${data.mark.label}` },
    };
  }
  const named = Math.max(...data.series.map((each) => each.name.length)) * 12 + 8;
  const slices = pie && data.labels.slice(0, 4).map((name, place) => ({ name, value: data.series[0].values[place] }));
  return {
    animation: false,
    color: document.documentElement.dataset.bsTheme === "dark" ? ["#63b9cc", ...COLOURS.slice(1)] : COLOURS,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { trigger: pie ? "item" : "axis", renderMode: "richText", confine: true, backgroundColor: token("--card"), borderColor: line, textStyle: { color: token("--ink"), fontSize: 12 } },
    legend: many ? { bottom: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: ink } } : undefined,
    grid: { left: 4, right: data.kind === "line" && !many ? Math.max(44, named) : 12, top: 28, bottom: many ? 32 : 4, containLabel: true },
    xAxis: pie ? undefined : { type: "category", data: data.labels, ...axis },
    yAxis: pie ? undefined : { type: "value", name: data.unit, nameTextStyle: { color: ink, align: "right" }, splitLine: { lineStyle: { color: line } }, ...axis, axisLine: { show: false } },
    series: pie ? [{ type: "pie", radius: ["45%", "70%"], data: slices, label: { color: ink } }] : series,
  };
}

function cell(row, name, text, isNumber = name === "td") {
  const made = document.createElement(name);
  made.textContent = text;
  if (isNumber) made.className = "is-right";
  row.append(made);
}

function tableOf(data) {
  const table = document.createElement("table");
  table.className = "listing-table is-compact";
  const head = table.createTHead().insertRow();
  cell(head, "th", data.labels_name ?? data.unit ?? "");
  data.series.forEach((each) => cell(head, "th", each.name, true));
  const rows = table.createTBody();
  data.labels.forEach((label, place) => {
    const row = rows.insertRow();
    cell(row, "th", label);
    data.series.forEach((each) => cell(row, "td", each.values[place] ?? ""));
  });
  return table;
}

export async function furnish(box) {
  if (drawn.has(box)) return;
  drawn.set(box, null);
  const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const canvas = box.querySelector(".chart-canvas");
  const table = tableOf(data);
  const button = box.querySelector(".chart-switch");
  table.hidden = true;
  canvas.after(table);
  button?.addEventListener("click", () => {
    table.hidden = !table.hidden;
    canvas.hidden = !table.hidden;
    button.textContent = table.hidden ? words.numbers : words.picture;
  });
  try {
    const chart = (await echarts()).init(canvas, null, { renderer: "svg" });
    chart.setOption(optionsOf(data));
    drawn.set(box, () => chart.setOption(optionsOf(data), true));
    const size = new ResizeObserver(() => {
      if (canvas.isConnected) return chart.resize();
      size.disconnect();
      drawn.delete(box);
      return chart.dispose();
    });
    size.observe(canvas);
  } catch {
    button?.click();
  }
}

document.addEventListener("theme", () => drawn.forEach((draw) => draw?.()));
