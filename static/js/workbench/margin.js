// Margin numbers: each on the line where its passage begins, at least 24 px below the one before.

import { article, isNarrow } from "./page.js";

const APART = 24;

export function placeNumbers() {
  if (isNarrow()) return;
  // all is measured before anything moves
  const places = [];
  for (const paragraph of article.querySelectorAll(".para")) {
    const refs = paragraph.querySelectorAll(".ref");
    if (!refs.length) continue;
    const top = paragraph.getBoundingClientRect().top;
    let last = -APART;
    for (const ref of refs) {
      const passage = document.getElementById(`p-${ref.id.slice(2)}`);
      const line = passage?.getClientRects()[0];
      if (!line) continue;
      last = Math.max(line.top - top - 1, last + APART);
      places.push([ref, last]);
    }
  }
  for (const [ref, at] of places) ref.style.insetBlockStart = `${at}px`;
}

new ResizeObserver(placeNumbers).observe(article);
document.fonts.ready.then(placeNumbers);
