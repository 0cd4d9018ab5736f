// Making elements. Words only ever become text nodes: nothing that people write is read as HTML.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An HTML element. `on…` are listeners, `style` is an object of CSS properties, `hidden`, `disabled` … may be booleans.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{[name: string]: unknown}} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  give(element, props);
  add(element, children);
  return element;
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {{[name: string]: unknown}} [props]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  give(element, props);
  add(element, children);
  return element;
}

/** @param {Element} element @param {{[name: string]: unknown}} props */
function give(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "style") Object.assign(/** @type {HTMLElement} */ (element).style, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** @param {Element} element @param {Child[]} children */
function add(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** @param {string} path an SVG path on a 24 × 24 grid */
export function icon(path) {
  const drawn = svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" });
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, drawn);
}

export const ICONS = {
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-6 16-3-7z",
  more: "M12 5.5h.01M12 5.5v.01M12 12h.01M12 12v.01M12 18.5h.01M12 18.5v.01",
  close: "M6 6l12 12M18 6L6 18",
  play: "M8 5l11 7-11 7z",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9h.01",
  album: "M7 3h14v14H7zM3 7v14h14",
  folder: "M3 6h6l2 2h10v11H3z",
  smile: "M12 21a9 9 0 100-18 9 9 0 000 18zM8 14c1 2 2.5 3 4 3s3-1 4-3M9 10h.01M15 10h.01",
  voice: "M12 3a3 3 0 00-3 3v6a3 3 0 006 0V6a3 3 0 00-3-3zM5 11a7 7 0 0014 0M12 18v3",
  video: "M3 6h12v12H3zM15 10l6-4v12l-6-4",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  pin: "M12 21s7-6 7-12a7 7 0 00-14 0c0 6 7 12 7 12zM12 11h.01",
  menu: "M4 6h16M4 12h16M4 18h16",
};

let serial = 0;

/**
 * An id that nothing else on the page has.
 * @param {string} stem
 */
export function uniqueId(stem) {
  serial += 1;
  return `${stem}-${serial}`;
}

/**
 * A dialog that is taken away when it closes.
 * @param {string} title
 * @param {(close: () => void) => Child[]} fill
 * @param {string} [kind] a class of its own
 */
export function dialog(title, fill, kind = "") {
  const heading = uniqueId("dialog");
  const box = h("dialog", { class: `sheet ${kind}`, "aria-labelledby": heading });
  const close = () => box.close();
  box.append(
    h("header", { class: "sheet-head" }, h("h2", { id: heading }, title), h("button", { class: "round", type: "button", "aria-label": "ปิด", onclick: close }, icon(ICONS.close))),
    h("div", { class: "sheet-body" }, .../** @type {Node[]} */ (fill(close))),
  );
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => event.target === box && close());
  document.body.append(box);
  box.showModal();
  return box;
}

/**
 * A sentence at the foot of the page for a few seconds; read out as well.
 * @param {string} words
 */
export function say(words) {
  const place = /** @type {HTMLElement} */ (document.getElementById("said"));
  const note = h("p", {}, words);
  place.replaceChildren(note);
  window.setTimeout(() => note.remove(), 6000);
}
