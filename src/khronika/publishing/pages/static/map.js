// Draws the places that have coordinates from the table of places, on land that is part of the page.
// A dot is a spot or a town. A district, a region or a country is no spot: it is named where it lies, without a dot.
"use strict";

(() => {
  const SIDES = ["right", "left", "above", "below"];
  const figure = document.querySelector("figure.map");
  const rows = [...document.querySelectorAll(".places tr[data-lat]")];
  if (!figure || !rows.length) return;
  figure.hidden = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [west, south, east, north] = khronikaBaseMap.view;
  const view = [[south, west], [north, east]];
  const map = L.map("map", {
    maxBounds: view,
    maxBoundsViscosity: 1,
    maxZoom: 9,
    zoomSnap: 0.5,
    scrollWheelZoom: false, // the wheel reads on
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  map.attributionControl.setPrefix(false).addAttribution("Natural Earth; GeoNames, CC BY 4.0");
  L.control.scale({ imperial: false }).addTo(map);
  land();
  const spots = together(rows);
  // What comes into view at first is where something happened, not every place that is mentioned.
  const happened = spots.filter(({ rows }) => rows.some((row) => row.querySelector(".here a")));
  const shown = happened.length ? happened : spots;
  map.fitBounds(L.latLngBounds(shown.map(({ point }) => point)).pad(0.25), { maxZoom: 6.5 });
  map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(view, true)));
  const markers = spots.map(place);
  map.on("zoomend", apart);
  apart();

  // Places with the same point (a town, and a square that is only known to be in it) share a marker.
  function together(rows) {
    const found = new Map();
    for (const row of rows) {
      const { lat, lon } = row.dataset;
      const spot = found.get(`${lat} ${lon}`) ?? { point: [Number(lat), Number(lon)], rows: [] };
      spot.rows.push(row);
      found.set(`${lat} ${lon}`, spot);
    }
    return [...found.values()];
  }

  function land() {
    const { topology } = khronikaBaseMap;
    const style = { className: "land", weight: 1, fill: true, interactive: false };
    L.geoJSON(topojson.feature(topology, topology.objects.countries), { style, interactive: false }).addTo(map);
  }

  function place({ point, rows }) {
    const row = rows.find((each) => each.dataset.precision === "exact") ?? rows[0];
    const { precision } = row.dataset;
    const icon = document.createElement("span");
    icon.className = `place ${precision === "exact" || precision === "near" ? precision : "area"}`;
    const label = document.createElement("span");
    label.textContent = nameOf(row);
    icon.append(label);
    const marker = L.marker(point, {
      icon: L.divIcon({ html: icon, className: "marker", iconSize: [26, 26] }),
      keyboard: true,
      riseOnHover: true,
    }).addTo(map);
    marker.getElement().setAttribute("aria-label", rows.map(said).join("; "));
    const weight = rows.reduce((sum, each) => sum + each.querySelectorAll(".here a").length, 0);
    marker.bindPopup(() => told(rows), { maxWidth: 320, maxHeight: 260 });
    const dot = icon.classList.contains("area") ? null : icon;
    return { element: marker.getElement(), label, dot, weight };
  }

  // A name stands where it covers no dot and no other name: right of its dot, else left, above or below. Where there is
  // no such side the name with more incidents stays, the other appears under the pointer or the focus. The dot stays in
  // any case.
  function apart() {
    const taken = markers.flatMap(({ label, dot }) => (dot ? [{ label, box: inner(dot) }] : []));
    for (const { element, label, dot } of [...markers].sort((a, b) => b.weight - a.weight)) {
      element.classList.remove("crowded");
      const sides = dot ? SIDES : SIDES.slice(0, 1);
      const side = sides.find((each) => {
        dot?.setAttribute("data-side", each);
        const box = label.getBoundingClientRect();
        return !taken.some((other) => other.label !== label && meet(box, other.box));
      });
      if (side) taken.push({ box: label.getBoundingClientRect() });
      else element.classList.add("crowded");
      if (!side) dot?.setAttribute("data-side", SIDES[0]);
    }
  }

  function meet(box, other) {
    return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  }

  // The drawn dot lies 7 pixels within its target.
  function inner(dot) {
    const { left, right, top, bottom } = dot.getBoundingClientRect();
    return { left: left + 7, right: right - 7, top: top + 7, bottom: bottom - 7 };
  }

  function nameOf(row) {
    return row.querySelector("th a, th").firstChild.textContent.trim();
  }

  function said(row) {
    const exactness = row.querySelector("[data-label='How exact']").textContent;
    return row.dataset.precision === "exact" ? nameOf(row) : `${nameOf(row)}: ${exactness}`;
  }

  // Name, how exact it is, and the incidents, as the table links them.
  function told(rows) {
    const box = document.createElement("div");
    for (const row of rows) {
      const head = document.createElement("p");
      head.className = "name";
      head.textContent = said(row);
      const list = row.querySelector(".here ul");
      box.append(head, ...(list ? [list.cloneNode(true)] : []));
    }
    return box;
  }
})();
