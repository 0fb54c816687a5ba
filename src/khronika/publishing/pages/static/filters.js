// Narrows the incidents and the claims to what the reader chooses. The choice stands in the address, after "#show",
// so that a view can be sent to somebody. Nothing is hidden without a choice.
// In a chronicle of one page it hides entries of the page; in one of several it lists what fits from all of them.
"use strict";

(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const MOST = 200; // links at once
  const everything = typeof khronikaIncidents === "undefined" ? null : khronikaIncidents;
  if (everything) fill(everything.facets);
  const names = [...form.elements].filter((element) => element.name).map((element) => element.name);
  if (!names.length) return;
  form.hidden = false;

  form.addEventListener("change", () => {
    remember();
    apply();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose(new URLSearchParams());
    remember();
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", arrive);
  arrive();

  function fill(facets) {
    for (const [name, title, choices] of facets) {
      const label = document.createElement("label");
      const list = document.createElement("select");
      list.name = name;
      list.append(new Option("all", ""), ...choices.map(([value, said, count]) => new Option(`${said} (${count})`, value)));
      label.append(`${title} `, list);
      form.querySelector("button").before(label);
    }
  }

  // An address with a choice sets it; one that leads to an entry which the choice hides sets the choice aside.
  function arrive() {
    if (location.hash.startsWith("#show&")) {
      choose(new URLSearchParams(location.hash.slice("#show&".length)));
      apply();
    } else if (location.hash.length > 1) {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest("[hidden]")) return;
      choose(new URLSearchParams());
      apply();
      target.scrollIntoView();
    }
  }

  function choose(wanted) {
    for (const name of names) {
      const list = form.elements[name];
      const value = wanted.get(name) ?? "";
      list.value = [...list.options].some((option) => option.value === value) ? value : "";
    }
  }

  function chosen() {
    return names.map((name) => [name, form.elements[name].value]).filter(([, value]) => value);
  }

  function remember() {
    const wanted = chosen();
    const address = wanted.length ? `#show&${new URLSearchParams(wanted)}` : "#happened";
    history.replaceState(null, "", address);
  }

  function apply() {
    const wanted = chosen();
    const counts = everything ? listed(wanted) : hidden(wanted);
    for (const line of document.querySelectorAll(".shown")) {
      const [shown, all] = counts[line.dataset.what];
      const what = line.dataset.what;
      line.textContent = !wanted.length ? "" : shown ? `${shown} of ${all} ${what} shown.` : `Nothing matches: none of ${all} ${what}.`;
    }
  }

  // One page: what does not fit is hidden.
  function hidden(wanted) {
    const counts = { entries: [0, 0], claims: [0, 0] };
    for (const entry of document.querySelectorAll(".incident, .claims tbody tr")) {
      const fits = wanted.every(([name, value]) => entry.dataset[name].split(" ").includes(value));
      entry.hidden = !fits;
      const count = counts[entry.matches("tr") ? "claims" : "entries"];
      count[0] += fits;
      count[1] += 1;
    }
    for (const day of document.querySelectorAll(".day")) day.hidden = !day.querySelector(".incident:not([hidden])");
    return counts;
  }

  // Several pages: what fits, of all of them, takes the place of this page's own list.
  function listed(wanted) {
    const at = (name) => 3 + everything.facets.findIndex(([each]) => each === name);
    const columns = wanted.map(([name, value]) => [at(name), value]);
    const fits = everything.incidents.filter((row) => columns.every(([column, value]) => row[column].split(" ").includes(value)));
    const found = document.querySelector(".found");
    found.replaceChildren();
    found.hidden = !wanted.length;
    document.querySelector(".listed").hidden = wanted.length > 0;
    if (wanted.length) more(found, fits, 0);
    return { entries: [fits.length, everything.incidents.length] };
  }

  function more(found, fits, from) {
    let day = null;
    for (const [title, href, named] of fits.slice(from, from + MOST)) {
      if (day === null || named !== day) {
        const heading = document.createElement("h3");
        heading.textContent = named;
        found.append(heading, document.createElement("ul"));
        found.lastChild.className = "plain";
        day = named;
      }
      const link = document.createElement("a");
      link.href = href;
      link.textContent = title;
      found.lastChild.append(document.createElement("li"));
      found.lastChild.lastChild.append(link);
    }
    const rest = fits.length - from - MOST;
    if (rest <= 0) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Show ${Math.min(rest, MOST)} of the ${rest} others`;
    button.addEventListener("click", () => {
      button.remove();
      const held = found.children.length;
      more(found, fits, from + MOST);
      found.children[held + 1].querySelector("a").focus(); // the first of those that came
    });
    found.append(button);
  }
})();
