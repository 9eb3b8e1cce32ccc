"use strict";
(() => {
  const filter = document.querySelector(".filter");
  filter.hidden = false;
  const boxes = [...filter.querySelectorAll("input")];
  const findings = [...document.querySelectorAll(".finding")];

  const chosen = (name) => {
    const named = boxes.filter((box) => box.dataset.filter === name);
    return named.length ? new Set(named.filter((box) => box.checked).map((box) => box.value)) : null;
  };

  const apply = () => {
    const severities = chosen("severity");
    const families = chosen("family");
    for (const finding of findings) {
      finding.hidden =
        !finding.dataset.severity.split(" ").some((severity) => severities.has(severity)) ||
        (families !== null && !finding.dataset.family.split(" ").some((family) => families.has(family)));
    }
    for (const aside of document.querySelectorAll("aside.in-issues")) {
      const own = [...aside.querySelectorAll(".finding")];
      aside.querySelector(".none").hidden = !own.length || own.some((finding) => !finding.hidden);
    }
    for (const link of document.querySelectorAll(".paper mark > a")) {
      const finding = document.getElementById(link.hash.slice(1))?.closest(".finding");
      link.parentElement.classList.toggle("off", Boolean(finding?.hidden));
    }
  };
  filter.addEventListener("change", apply);

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element, block) => element.scrollIntoView({ block, behavior: still ? "auto" : "smooth" });
  const flash = (element) => {
    for (const other of document.querySelectorAll(".active")) other.classList.remove("active");
    element.classList.add("active");
  };

  const showMark = (anchor) => {
    let target = anchor;
    while (target.classList.contains("anchor") && target.nextElementSibling?.matches("mark, .related, .anchor, .i")) {
      target = target.nextElementSibling;
    }
    // A number stands twice, for either view; its mark is inside the one for findings.
    if (target.matches(".i")) target = target.firstElementChild ?? target;
    show(target, "center");
    flash(target);
  };

  const views = [...document.querySelectorAll(".view input")];
  const numbers = [...document.querySelectorAll(".n")];
  const charted = () => views.length > 0 && views[1].checked;
  const markLinks = [...document.querySelectorAll(".paper mark a")];
  const switchTo = (map) => {
    if (views.length) views[map ? 1 : 0].checked = true;
    for (const link of markLinks) link.tabIndex = map ? -1 : 0;
  };
  const workings = (number) => (number.dataset.c ?? "").split(" ").filter(Boolean);
  const headOf = (number) => {
    while (!number.id) number = numbers[numbers.indexOf(number) - 1];
    return number;
  };

  const unpick = () => {
    for (const number of document.querySelectorAll(".n.chosen, .n.used")) number.classList.remove("chosen", "used");
    for (const aside of document.querySelectorAll("aside.in-map")) {
      for (const hidden of aside.querySelectorAll("[hidden]")) hidden.hidden = false;
      aside.querySelector(".picked").hidden = true;
    }
  };

  const pick = (number) => {
    unpick();
    const own = new Set(workings(number));
    const aside = number.closest(".document").querySelector("aside.in-map");
    for (const rule of aside.querySelectorAll(".check li")) rule.hidden = !own.has(rule.dataset.c);
    for (const check of aside.querySelectorAll(".check")) check.hidden = !check.querySelector("li:not([hidden])");
    for (const list of aside.querySelectorAll(".checks")) {
      list.previousElementSibling.hidden = !list.querySelector(".check:not([hidden])");
    }
    aside.querySelector(".free").hidden = own.size > 0;
    aside.querySelector(".hint").hidden = true;
    const card = aside.querySelector(".picked");
    card.className = `picked ${number.classList[1]}`;
    card.querySelector("b").textContent = number.textContent;
    card.querySelector("span").textContent = number.title;
    card.hidden = false;
    aside.scrollTop = 0;
    number.classList.add("chosen");
  };

  const use = (check) => {
    const own = new Set([...check.querySelectorAll("li")].map((rule) => rule.dataset.c));
    const used = numbers.filter((number) => workings(number).some((working) => own.has(working)));
    for (const number of numbers) number.classList.toggle("used", used.includes(number));
    for (const other of document.querySelectorAll(".check.active")) other.classList.remove("active");
    check.classList.add("active");
    if (used.length) show(used[0], "nearest");
  };

  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.matches(".n, .check, .free")) {
      switchTo(true);
      if (target.matches(".n")) pick(target);
      show(target, "center");
    } else if (target.closest("aside.in-issues, .paper")) switchTo(false);
  };
  addEventListener("hashchange", follow);
  for (const view of views) view.addEventListener("change", () => switchTo(charted()));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && charted()) unpick();
  });


  document.addEventListener("click", (event) => {
    if (event.target.closest(".picked button")) return unpick();
    const link = event.target.closest("a[href^='#']");
    if (link) {
      if (link.matches(".n")) {
        event.preventDefault();
        const head = headOf(link);
        history.replaceState(null, "", `#${head.id}`);
        return pick(head);
      }
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      if (target.matches(".n")) {
        event.preventDefault();
        let goal = target;
        if (link.dataset.state) {
          // The legend leads from each number of a state to the next one.
          const alike = numbers.filter((number) => number.id && number.classList.contains(link.dataset.state));
          const at = alike.findIndex((number) => number.classList.contains("chosen"));
          goal = alike[(at + 1) % alike.length];
        }
        if (link.dataset.state || !link.closest(".check")) pick(goal);
        else use(link.closest(".check"));
        history.replaceState(null, "", `#${goal.id}`);
        // The legend keeps the focus, so that it can be pressed again.
        if (!link.dataset.state) goal.focus({ preventScroll: true });
        return show(goal, "center");
      }
      if (target.closest("aside.in-issues")) switchTo(false);
      const finding = target.closest(".finding");
      if (target.classList.contains("anchor")) {
        event.preventDefault();
        history.replaceState(null, "", link.hash);
        showMark(target);
      } else if (finding) {
        event.preventDefault();
        history.replaceState(null, "", link.hash);
        finding.hidden = false;
        show(target.matches("li") ? target : finding, "nearest");
        flash(finding);
      }
      return;
    }
    const check = event.target.closest(".check");
    if (check && !String(getSelection())) use(check);
    const card = event.target.closest(".finding");
    if (card && !String(getSelection())) {
      const place = event.target.closest(".place");
      const where = place?.querySelector(".where");
      const anchor = document.getElementById(where ? where.hash.slice(1) : card.dataset.mark);
      if (anchor?.classList.contains("anchor")) showMark(anchor);
    }
  });
  follow();
})();
