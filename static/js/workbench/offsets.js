// Places in the essay's text. The server counts code points; the DOM counts UTF-16 units.
// Each word stands in one run, an element with data-start that holds nothing but words,
// so that numbers, marks and icons between the runs never count.

const RUN = "[data-start]";

export function codePoints(words, units) {
  let points = 0;
  for (let at = 0; at < units; points += 1) at += words.codePointAt(at) > 0xffff ? 2 : 1;
  return points;
}

export function codeUnits(words, points) {
  let at = 0;
  for (let left = points; left > 0 && at < words.length; left -= 1) {
    at += words.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

function unitsInside(run, container, offset) {
  if (container.nodeType === Node.TEXT_NODE) return offset;
  return offset === 0 ? 0 : run.textContent.length;
}

// What is selected of the text: { start, end, words } in code points, or null.
export function selectedIn(article, selection) {
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(article)) return null;
  const runs = [...article.querySelectorAll(RUN)].filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  let start = null;
  let end = null;
  let words = "";
  for (const run of runs) {
    const text = run.textContent;
    const from = run.contains(range.startContainer)
      ? unitsInside(run, range.startContainer, range.startOffset)
      : 0;
    const to = run.contains(range.endContainer)
      ? unitsInside(run, range.endContainer, range.endOffset)
      : text.length;
    const place = Number(run.dataset.start);
    start ??= place + codePoints(text, from);
    end = place + codePoints(text, to);
    words += text.slice(from, to);
  }
  return words.trim() ? { start, end, words } : null;
}

// The range over these code points, or null where the text is not on the page.
export function rangeOf(article, start, end) {
  const range = document.createRange();
  let begun = false;
  for (const run of article.querySelectorAll(RUN)) {
    const place = Number(run.dataset.start);
    const text = run.firstChild;
    if (!text) continue;
    const length = codePoints(text.data, text.data.length);
    if (!begun && start < place + length) {
      range.setStart(text, codeUnits(text.data, Math.max(0, start - place)));
      begun = true;
    }
    if (begun && end <= place + length) {
      range.setEnd(text, codeUnits(text.data, Math.max(0, end - place)));
      return range;
    }
  }
  return null;
}
