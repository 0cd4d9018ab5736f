// A phone as a PNG, made in the browser: the element with all its styles inside an SVG, drawn on a canvas.

const KEPT = ["align-items", "align-self", "aspect-ratio", "background-color", "background-image", "border-radius", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-left-color", "border-left-style", "border-left-width", "border-right-color", "border-right-style", "border-right-width", "border-top-color", "border-top-style", "border-top-width", "bottom", "box-shadow", "box-sizing", "color", "column-gap", "direction", "display", "fill", "flex", "flex-direction", "flex-wrap", "font-family", "font-size", "font-style", "font-weight", "gap", "grid-template-columns", "height", "justify-content", "left", "line-height", "list-style", "margin", "max-height", "max-width", "min-height", "min-width", "object-fit", "opacity", "overflow", "overflow-wrap", "padding", "position", "right", "row-gap", "stroke", "stroke-width", "text-align", "text-decoration", "text-overflow", "top", "transform", "vertical-align", "white-space", "width", "word-break", "z-index", "-webkit-line-clamp", "-webkit-box-orient"];
const SCALE = 2;

/**
 * @param {HTMLElement} element
 * @returns {Promise<Blob>}
 */
export async function pngOf(element) {
  const { width, height } = element.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (await styled(element));
  copy.style.margin = "0";
  const xml = new XMLSerializer().serializeToString(copy);
  const source = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${xml}</foreignObject></svg>`;
  const shown = new Image();
  shown.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await shown.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(SCALE, SCALE);
  pen.drawImage(shown, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("ทำรูปไม่สำเร็จ"))), "image/png"));
}

/**
 * A copy that carries its computed styles, its pictures and how far it is scrolled.
 * @param {Element} original
 * @returns {Promise<Element>}
 */
async function styled(original) {
  const copy = /** @type {HTMLElement} */ (original.cloneNode(false));
  const look = getComputedStyle(original);
  if (look.display === "none") return document.createElement("i");
  for (const name of KEPT) copy.style.setProperty(name, look.getPropertyValue(name));
  copy.removeAttribute("id");
  if (original instanceof HTMLImageElement) await inline(original, /** @type {HTMLImageElement} */ (copy));
  if (original instanceof HTMLTextAreaElement) copy.textContent = original.value || original.placeholder;
  for (const child of original.childNodes) copy.append(child instanceof Element ? await styled(child) : child.cloneNode());
  if (original.scrollTop || original.scrollLeft) scroll(original, copy);
  return copy;
}

/** @param {HTMLImageElement} original @param {HTMLImageElement} copy */
async function inline(original, copy) {
  copy.removeAttribute("loading");
  if (!original.naturalWidth) return copy.removeAttribute("src");
  const canvas = document.createElement("canvas");
  canvas.width = original.naturalWidth;
  canvas.height = original.naturalHeight;
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(original, 0, 0);
  copy.src = canvas.toDataURL("image/jpeg", 0.9);
  return undefined;
}

/**
 * A picture cannot be scrolled: its contents are pushed by as much.
 * @param {Element} original
 * @param {HTMLElement} copy
 */
function scroll(original, copy) {
  for (const child of /** @type {HTMLCollectionOf<HTMLElement>} */ (copy.children)) {
    child.style.transform = `translate(${-original.scrollLeft}px, ${-original.scrollTop}px)`;
  }
  copy.style.overflow = "hidden";
}

/**
 * Gives a file to the person.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
