// What is measured inside a page. Each function is sent to the browser whole,
// so none may use a name from outside itself; each returns complaints.

/// The parts of a page that make it wider than the window. Scrolling inside a
/// part (a wide table) is no fault, a page that scrolls sideways is.
export function sideways() {
  const width = document.documentElement.clientWidth;
  const root = document.scrollingElement ?? document.documentElement;
  if (root.scrollWidth <= window.innerWidth && root.scrollWidth <= width) return [];
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== root; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element),
  );
  const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;
  return [`the page is ${root.scrollWidth} px wide in ${width}: ${wide.slice(0, 3).map(name)}`];
}

/// Texts of drawings that leave their drawing, or lie over each other by more
/// than a pixel. A text's box is its ink, not its line: labels may stand as
/// close as their letters allow.
export function drawnTexts() {
  const SLACK = 1;
  const context = document.createElement("canvas").getContext("2d");
  const inkOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(node.parentElement);
    context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const text = context.measureText(node.data.trim());
    const scale = node.parentElement.getScreenCTM().d;
    const line = (text.fontBoundingBoxAscent + text.fontBoundingBoxDescent) * scale;
    const base = box.top + (box.height * text.fontBoundingBoxAscent * scale) / line;
    return {
      node,
      text: node.data.trim(),
      left: box.left,
      right: box.right,
      top: base - text.actualBoundingBoxAscent * scale,
      bottom: base + text.actualBoundingBoxDescent * scale,
    };
  };
  const textsOf = (drawing) => {
    const walker = document.createTreeWalker(drawing, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && node.parentElement.closest("text")) found.push(inkOf(node));
    }
    return found.filter((ink) => ink.right > ink.left);
  };
  const outside = (ink, frame) =>
    ink.left < frame.left - SLACK ||
    ink.right > frame.right + SLACK ||
    ink.top < frame.top - SLACK ||
    ink.bottom > frame.bottom + SLACK;
  const over = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK;
  const complaints = [];
  for (const drawing of document.querySelectorAll("svg")) {
    const frame = drawing.getBoundingClientRect();
    if (frame.width === 0 || frame.height === 0) continue;
    const texts = textsOf(drawing);
    const id = drawing.getAttribute("aria-labelledby")?.replace(/-title$/, "") ?? "a drawing";
    for (const [index, ink] of texts.entries()) {
      if (outside(ink, frame)) complaints.push(`${id}: \`${ink.text}\` leaves its drawing`);
      for (const other of texts.slice(index + 1)) {
        if (over(ink, other)) complaints.push(`${id}: \`${ink.text}\` lies over \`${other.text}\``);
      }
    }
  }
  return complaints;
}
