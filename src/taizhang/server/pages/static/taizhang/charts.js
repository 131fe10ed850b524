// Draws the charts of a page from the tables that stand below them. The library is fetched once, when a chart nears
// the window. Tooltips are drawn as rich text, since the policy of our pages lets no style be written into HTML.
"use strict";

(() => {
  const INK = "#1c2733", SOFT = "#5b6875", LINE = "#dde3e8", PAPER = "#fff";
  const SERIES = ["#1d5c8f", "#b4541a", "#1b7a5a", "#7a4b9a", "#8a6d00", "#a3324a", "#3f6f78", "#555f6b"];
  const TARGET = "#a3231f", PACE = "#8a6d00", FAINT = "#8793a0";
  const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
  const SMALL = { color: SOFT, fontSize: 12 };
  // Lengths are given for letters of 16 px; a page on a wall has larger ones.
  const SCALE = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const LENGTHS = new Set(["fontSize", "lineHeight", "itemWidth", "itemHeight", "symbolSize", "barMaxWidth", "nameGap", "top", "right", "bottom", "left"]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const english = document.documentElement.lang.startsWith("en");

  let library;
  function fetched() {
    library ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.currentScript?.dataset.library || document.querySelector("[data-library]").dataset.library;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  const written = (value) => value == null ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: 6 });

  function base(data) {
    return {
      animation: !still,
      animationDuration: 250,
      textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
      color: SERIES,
      aria: { enabled: true, decal: { show: data.columns.filter((column) => column.drawn === "bar").length > 1 } },
      grid: { left: 8, right: 20, top: 40, bottom: 8, containLabel: true },
      legend: { type: "scroll", top: 4, left: 0, itemWidth: 18, itemHeight: 9, textStyle: SMALL },
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, backgroundColor: PAPER, borderColor: LINE,
        textStyle: { color: INK, fontSize: 13 },
        formatter: (points) => told(data, [points].flat()),
      },
    };
  }

  function told(data, points) {
    const at = points[0].dataIndex;
    const lines = data.columns
      .map((column, index) => [column, data.values[index][at]])
      .filter(([column, value]) => value != null && column.name)
      .map(([column, value]) => `${column.name}  ${written(value)}${column.unit}`);
    return [data.over[at], ...lines].join("\n");
  }

  // One drawing for each word that a column may carry in `drawn`.
  const DRAW = {
    line: (column) => ({ type: "line", symbol: "circle", symbolSize: 6, lineStyle: { width: 2.5 }, connectNulls: true }),
    bar: () => ({ type: "bar", barMaxWidth: 26, barGap: "10%" }),
    faint: () => ({ type: "line", symbol: "none", connectNulls: true, itemStyle: { color: FAINT }, lineStyle: { width: 1.5, color: FAINT } }),
    pace: () => ({ type: "line", symbol: "none", connectNulls: true, itemStyle: { color: PACE }, lineStyle: { width: 2, type: "dashed", color: PACE } }),
    at_least: () => ({ ...goal(), areaStyle: { color: TARGET, opacity: .07, origin: "start" } }),
    at_most: () => ({ ...goal(), areaStyle: { color: TARGET, opacity: .07, origin: "end" } }),
    about: () => ({ ...goal(), lineStyle: { width: 2, type: [2, 4], color: TARGET } }),
    low: () => ({ ...goal(), lineStyle: { width: 1, color: TARGET } }),
    high: () => ({ ...goal(), lineStyle: { width: 1, color: TARGET } }),
  };
  const goal = () => ({
    type: "line", step: "middle", symbol: "rect", symbolSize: [14, 3], connectNulls: false,
    itemStyle: { color: TARGET }, lineStyle: { width: 2, color: TARGET }, z: 1,
  });

  function overTime(data) {
    const units = [...new Set(data.columns.filter((column) => column.drawn !== "told").map((column) => column.unit))];
    const series = data.columns.flatMap((column, index) => {
      if (!DRAW[column.drawn]) return [];
      const yAxisIndex = Math.min(1, units.indexOf(column.unit));
      return [{ ...DRAW[column.drawn](column), name: column.name, data: data.values[index], yAxisIndex }];
    });
    const axis = (unit, at) => ({
      type: "value", name: unit, boundaryGap: ["8%", "8%"], scale: !data.columns.some((column) => column.drawn === "bar" && column.unit === unit),
      nameTextStyle: { ...SMALL, align: at ? "right" : "left" }, axisLabel: SMALL,
      splitLine: { show: !at, lineStyle: { color: LINE } },
    });
    return {
      ...base(data), series,
      xAxis: { type: "category", data: data.over, axisLabel: { ...SMALL, hideOverlap: true }, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false } },
      yAxis: units.slice(0, 2).map(axis),
      grid: { ...base(data).grid, top: 56 },
    };
  }

  function sideBySide(data) {
    const series = data.columns.flatMap((column, index) => {
      if (column.drawn === "told") return [];
      const bar = column.drawn === "bar";
      const points = data.values[index];
      return [bar
        ? { type: "bar", name: column.name, data: points, barMaxWidth: 18, label: { show: true, position: "right", fontSize: 12, color: INK, formatter: (point) => written(point.value) } }
        : { type: "scatter", name: column.name, data: points, symbol: "rect", symbolSize: [3, 20], itemStyle: { color: TARGET }, z: 3 }];
    });
    return {
      ...base(data), series,
      xAxis: { type: "value", name: data.columns[0].unit, nameLocation: "middle", nameGap: 26, nameTextStyle: SMALL, axisLabel: SMALL, splitLine: { lineStyle: { color: LINE } } },
      yAxis: { type: "category", inverse: true, data: data.over, axisLabel: { ...SMALL, color: INK }, axisTick: { show: false }, axisLine: { show: false } },
      grid: { ...base(data).grid, right: 56, bottom: 28 },
    };
  }

  // A schematic map: each region a tile at its column and row, coloured by the first column of numbers.
  function tiles(data) {
    const values = data.values[0], known = values.filter((value) => value != null);
    const items = data.places.map(([x, y], at) => ({ value: [x, y, values[at] ?? "-"], name: data.over[at] }));
    const [wide, high] = [0, 1].map((axis) => Math.max(...data.places.map((place) => place[axis])) + 1);
    const axis = (count, inverse) => ({ type: "category", show: false, inverse, data: [...Array(count).keys()] });
    return {
      ...base(data), legend: { show: false },
      tooltip: { ...base(data).tooltip, trigger: "item" },
      xAxis: axis(wide, false), yAxis: axis(high, true),
      grid: { left: "center", width: `${Math.min(96, wide * 24)}%`, top: 8, bottom: 64 },
      visualMap: { precision: 2, min: Math.min(...known), max: Math.max(...known), calculable: true, orient: "horizontal", left: "center", bottom: 0, itemHeight: 120, inRange: { color: ["#eef5fa", "#cfe3f1", "#a9cde5", "#7fb0d3"] }, outOfRange: { color: "#eef1f3" }, textStyle: SMALL },
      series: [{
        type: "heatmap", data: items, itemStyle: { borderColor: PAPER, borderWidth: 3, borderRadius: 4 },
        label: { show: true, fontSize: 12, lineHeight: 17, color: INK, formatter: (point) => `${point.name}\n${written(values[point.dataIndex])}` },
      }],
    };
  }

  function sized(part, name) {
    if (typeof part === "number") return LENGTHS.has(name) ? part * SCALE : part;
    if (Array.isArray(part)) return name === "data" ? part : part.map((one) => sized(one, name));
    if (!part || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, sized(one, key)]));
  }

  const KINDS = { over_time: overTime, side_by_side: sideBySide, tiles };

  async function draw(figure) {
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const canvas = figure.querySelector(".canvas");
    const echarts = await fetched();
    const option = sized(KINDS[data.kind](data));
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    chart.setOption(option);
    chart.on("click", (point) => { if (data.links[point.dataIndex]) location.href = data.links[point.dataIndex]; });
    new ResizeObserver(() => chart.resize()).observe(canvas);
    addEventListener("beforeprint", () => chart.resize({ width: Math.min(canvas.clientWidth, 640) }));
    addEventListener("afterprint", () => chart.resize());
    for (const button of figure.querySelectorAll("[data-take]")) {
      button.hidden = false;
      button.onclick = () => take(echarts, canvas, data, option, button.dataset.take);
    }
    figure.dataset.drawn = "yes";
  }

  function take(echarts, canvas, data, option, form) {
    const spare = document.createElement("div");
    const size = { width: canvas.clientWidth, height: canvas.clientHeight + 28 * SCALE };
    const chart = echarts.init(spare, null, { renderer: form === "svg" ? "svg" : "canvas", ...size });
    const title = { text: data.title, left: 0, top: 0, textStyle: { fontSize: 14 * SCALE, color: INK } };
    const lower = (part) => part && { ...part, top: (typeof part.top === "number" ? part.top : 0) + 28 * SCALE };
    chart.setOption({ ...option, animation: false, backgroundColor: PAPER, title, legend: lower(option.legend), grid: lower(option.grid) });
    const link = document.createElement("a");
    link.download = `${data.key}.${form}`;
    link.href = form === "svg"
      ? URL.createObjectURL(new Blob([chart.renderToSVGString()], { type: "image/svg+xml" }))
      : chart.getDataURL({ type: "png", pixelRatio: 2 });
    link.click();
    chart.dispose();
  }

  const nearing = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      nearing.unobserve(entry.target);
      draw(entry.target).catch(() => failed(entry.target));
    }
  }, { rootMargin: "200px" });

  function failed(figure) {
    figure.querySelector(".canvas").textContent = english ? "The chart could not be drawn; its numbers are below." : "图表未能绘出，数据见下表。";
    figure.querySelector("details").open = true;
  }

  function watch(root) {
    for (const figure of root.querySelectorAll("figure[data-chart]")) {
      if (figure.querySelector(".canvas")) nearing.observe(figure);
    }
  }
  watch(document);
  document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
})();
