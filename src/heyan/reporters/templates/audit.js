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
        !severities.has(finding.dataset.severity) || (families !== null && !families.has(finding.dataset.family));
    }
    for (const aside of document.querySelectorAll("aside")) {
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
    const mark = anchor.nextElementSibling?.matches("mark, .related, .anchor") ? anchor.nextElementSibling : anchor;
    let target = mark;
    while (target.classList.contains("anchor") && target.nextElementSibling) target = target.nextElementSibling;
    show(target, "center");
    flash(target);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
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
    const card = event.target.closest(".finding");
    if (card && !String(getSelection())) {
      const place = event.target.closest(".place");
      const where = place?.querySelector(".where");
      const anchor = document.getElementById(where ? where.hash.slice(1) : card.dataset.mark);
      if (anchor?.classList.contains("anchor")) showMark(anchor);
    }
  });
})();
