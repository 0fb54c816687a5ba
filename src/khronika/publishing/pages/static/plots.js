// Draws each contested number from its own table, which stays below as the equivalent in words.
// Where a speaker changed a figure in the course of time: a step line for each speaker, all to one scale.
// Otherwise: a bar with its label for each account. Never a band, never an average; an open end is drawn as open.
"use strict";

(() => {
  const WIDEST = 760;
  const ROW = 52;
  const STRIP = 84;
  const DOTS = "2 5"; // as in the key
  let drawn = 0;

  for (const table of document.querySelectorAll("table.accounts")) {
    const accounts = [...table.tBodies[0].rows].map(account).filter((each) => each.low !== null || each.high !== null);
    if (accounts.length < 2) continue;
    const figure = document.createElement("figure");
    figure.className = "plot";
    table.before(figure);
    const width = Math.min(figure.clientWidth || WIDEST, WIDEST);
    const inTime = accounts.some((each) => changed(each.dated));
    const plot = inTime ? steps(accounts, width) : bars(accounts, width);
    named(plot, table, accounts, inTime);
    figure.append(plot);
    const note = document.createElement("figcaption");
    note.textContent = inTime
      ? "Each speaker's figures as they were given, all to one scale, times in UTC."
      : "Each account to one scale.";
    figure.append(note, key(table, inTime));
    table.classList.add("plotted");
  }

  // The key stands above the table, where it explains the bars there; it moves to the plot and explains that.
  function key(table, inTime) {
    const list = table.closest(".dispute").querySelector(".key");
    for (const entry of list.querySelectorAll("[data-for]")) entry.hidden = (entry.dataset.for === "steps") !== inTime;
    return list;
  }

  function account(row, index) {
    const number = (text) => (text === undefined ? null : Number(text));
    return {
      key: index,
      speaker: capital(row.querySelector(".who").textContent),
      words: row.querySelector(".number a, .number span").textContent,
      low: number(row.dataset.low),
      high: number(row.dataset.high),
      counted: row.classList.contains("whole"),
      standing: row.dataset.standing,
      dated: row.dataset.dated ? row.dataset.dated.split(";").map(point) : [],
    };
  }

  function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  // "<2031-05-14T18:30Z 8 -" is: given before that time, at least 8.
  function point(text) {
    const [time, low, high] = text.split(" ");
    const bound = (value) => (value === "-" ? null : Number(value));
    return { time: new Date(time.replace("<", "")), before: time.startsWith("<"), low: bound(low), high: bound(high) };
  }

  function changed(dated) {
    const known = dated.filter((each) => each.low !== null || each.high !== null);
    const times = new Set(known.map((each) => +each.time));
    return times.size > 1 && new Set(known.map((each) => `${each.low} ${each.high}`)).size > 1;
  }

  function largest(figures) {
    return Math.max(...figures.flatMap((each) => [each.low ?? 0, each.high ?? 0]));
  }

  function ink(each) {
    return each.counted ? "var(--accent)" : "var(--soft)";
  }

  function isRange(each) {
    return each.low !== null && each.high !== null && each.low < each.high;
  }

  function upwards(each) {
    return each.high === null && each.low !== null;
  }

  function downwards(each) {
    return each.low === null && each.high !== null;
  }

  function whole(value) {
    return Number.isInteger(value) ? value.toLocaleString("en") : "";
  }

  function moment(time) {
    const midnight = time.getUTCHours() === 0 && time.getUTCMinutes() === 0;
    const format = midnight ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit", hour12: false };
    return time.toLocaleString("en-GB", { ...format, timeZone: "UTC" });
  }

  // Who says it, and where it is no total, what it is: no reader has to tell two colours apart.
  function titled(each) {
    return each.counted ? each.speaker : `${each.speaker} · ${each.standing}`;
  }

  function shortened(text, most) {
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  }

  function bars(accounts, width) {
    const top = largest(accounts) * (accounts.some(upwards) ? 1.25 : 1.12);
    const of = (chosen) => accounts.filter(chosen);
    const row = { y: "key", stroke: ink };
    const hollow = { dy: 12, stroke: "var(--paper)", strokeWidth: 3, insetLeft: 2 };
    return Plot.plot({
      ...shared(width),
      height: accounts.length * ROW + 40,
      marginLeft: 6,
      x: { domain: [0, top], label: null, grid: true, ticks: 5, tickFormat: whole, nice: true },
      y: { axis: null, domain: accounts.map((each) => each.key) },
      marks: [
        Plot.ruleX([0]),
        Plot.ruleY(of((each) => each.low !== null), { ...row, x1: 0, x2: "low", dy: 12, strokeWidth: 7 }),
        Plot.ruleY(of((each) => each.low !== null && !each.counted), { ...row, x1: 0, x2: "low", ...hollow, insetRight: 2 }),
        Plot.ruleY(of(isRange), { ...row, x1: "low", x2: "high", dy: 12, strokeWidth: 2 }),
        Plot.tickX(of(isRange), { ...row, x: "high", insetTop: 31, insetBottom: 7, strokeWidth: 2 }),
        Plot.ruleY(of(upwards), { ...row, x1: "low", x2: top, dy: 12, strokeWidth: 2, strokeDasharray: DOTS }),
        Plot.ruleY(of(downwards), { ...row, x1: 0, x2: "high", dy: 12, strokeWidth: 2, strokeDasharray: DOTS }),
        Plot.tickX(of(downwards), { ...row, x: "high", insetTop: 31, insetBottom: 7, strokeWidth: 2 }),
        Plot.text(accounts, {
          y: "key",
          x: 0,
          dx: 3,
          dy: -6,
          text: (each) => shortened(`${each.words}  ${titled(each)}`, width / 7.4),
          textAnchor: "start",
          fill: (each) => (each.counted ? "var(--ink)" : "var(--soft)"),
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
      ],
    });
  }

  // A strip for each speaker, all with the same two scales.
  function steps(accounts, width) {
    const points = accounts.flatMap((each) =>
      each.dated.map((dated) => ({
        ...dated,
        key: each.key,
        counted: each.counted,
        label: label(dated),
        alone: each.dated.length === 1,
      }))
    );
    const times = points.map((each) => +each.time);
    const around = Math.max((Math.max(...times) - Math.min(...times)) * 0.12, 36e5 * 6);
    const top = largest([...points, ...accounts]) * 1.45;
    const undated = accounts.filter((each) => !each.dated.length);
    const at = { x: "time", fy: "key", stroke: ink };
    const line = { ...at, z: "key", curve: "step-after", strokeWidth: 2 };
    return Plot.plot({
      ...shared(width),
      height: accounts.length * STRIP + 40,
      marginLeft: 6,
      x: { type: "utc", domain: [Math.min(...times) - around / 2, Math.max(...times) + around], axis: null },
      y: { domain: [0, top], axis: null },
      fy: { axis: null, domain: accounts.map((each) => each.key), padding: 0.12 },
      marks: [
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.ruleX(points.filter((each) => each.alone && each.low !== null), { ...at, y1: 0, y2: "low", strokeWidth: 7 }),
        Plot.ruleX(points.filter(isRange), { ...at, y1: "low", y2: "high", strokeWidth: 2 }),
        Plot.ruleX(points.filter(upwards), { ...at, y1: "low", y2: top, strokeWidth: 2, strokeDasharray: DOTS }),
        Plot.ruleX(points.filter(downwards), { ...at, y1: 0, y2: "high", strokeWidth: 2, strokeDasharray: DOTS }),
        Plot.line(points.filter((each) => each.low !== null), { ...line, y: "low" }),
        Plot.line(points.filter((each) => each.high !== null && each.high !== each.low), { ...line, y: "high" }),
        Plot.dot(points, {
          ...at,
          y: (each) => each.low ?? each.high,
          r: 4,
          fill: (each) => (each.before ? "var(--paper)" : ink(each)),
        }),
        Plot.text(points, {
          x: "time",
          fy: "key",
          y: (each) => each.high ?? each.low,
          text: "label",
          dy: -10,
          dx: 4,
          textAnchor: "start",
          fill: "var(--ink)",
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
        Plot.text(accounts, { fy: "key", text: (each) => shortened(titled(each), width / 7.4), frameAnchor: "top-left", fill: "var(--ink)" }),
        Plot.text(undated, { fy: "key", text: (each) => `${each.words}, undated`, frameAnchor: "bottom-left", dy: -6, fill: "var(--ink)" }),
        Plot.axisX({ anchor: "bottom", label: null, ticks: width / 110, tickFormat: moment }),
      ],
    });
  }

  function shared(width) {
    return {
      width,
      marginRight: 10,
      marginTop: 6,
      style: { background: "none", color: "var(--soft)", fontFamily: "var(--sans)", fontSize: "13px", overflow: "visible" },
    };
  }

  function label({ low, high }) {
    if (low === high) return `${low}`;
    if (high === null) return `at least ${low}`;
    return low === null ? `up to ${high}` : `${low} to ${high}`;
  }

  // For those who hear the page: what is drawn, and that the table says the same.
  function named(plot, table, accounts, inTime) {
    const id = `plot-${(drawn += 1)}`;
    const add = (tag, text) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      element.id = `${id}-${tag}`;
      element.textContent = text;
      return element;
    };
    const question = table.closest(".dispute").querySelector("h2, h3").textContent;
    const each = accounts.map(({ speaker, words }) => `${speaker}: ${words}`).join("; ");
    plot.prepend(
      add("title", `${question} ${inTime ? "Each speaker's figures in time" : "Each account"}`),
      add("desc", `${each}. The table below says the same, with the words.`)
    );
    for (const group of plot.querySelectorAll("[aria-label], [aria-description]")) {
      group.dataset.mark = group.getAttribute("aria-label"); // a label on a group is not allowed within an image
      group.removeAttribute("aria-label");
      group.removeAttribute("aria-description");
    }
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-labelledby", `${id}-title`);
    plot.setAttribute("aria-describedby", `${id}-desc`);
  }
})();
