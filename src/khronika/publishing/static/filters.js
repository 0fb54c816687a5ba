// Narrows the timeline and the claims to what the reader chooses. The choice stands in the address, after "#show",
// so that a view can be sent to somebody. Nothing is hidden without a choice.
"use strict";

(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const names = [...form.elements].filter((element) => element.name).map((element) => element.name);
  const entries = [...document.querySelectorAll(".incident, .claims tbody tr")];
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
    const counts = { incidents: [0, 0], claims: [0, 0] };
    for (const entry of entries) {
      const fits = wanted.every(([name, value]) => entry.dataset[name].split(" ").includes(value));
      entry.hidden = !fits;
      const count = counts[entry.matches("tr") ? "claims" : "incidents"];
      count[0] += fits;
      count[1] += 1;
    }
    for (const day of document.querySelectorAll(".day")) day.hidden = !day.querySelector(".incident:not([hidden])");
    for (const line of document.querySelectorAll(".shown")) {
      const [shown, all] = counts[line.dataset.what];
      const what = line.dataset.what;
      line.textContent = !wanted.length ? "" : shown ? `${shown} of ${all} ${what} shown.` : `Nothing matches: none of ${all} ${what}.`;
    }
  }
})();
