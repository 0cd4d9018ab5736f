// Flex messages as LINE lays them out. Source: LINE, "Flex Message elements", "Flex Message layout".

import { pictureAt } from "./api.js";
import { h, icon, ICONS } from "./dom.js";
import { alignment, boxStyle, colour, gravity, imageSize, place, ratio, space, textSize, wordStyle } from "./flex_style.js";

const BLOCKS = /** @type {const} */ (["header", "hero", "body", "footer"]);

const SMALLEST = 11; // pixels, LINE's "xxs"

/** @typedef {(action: Action) => void} Tap */

/**
 * A bubble, or a carousel that is moved sideways.
 * @param {Part} contents
 * @param {Tap} tap
 */
export function drawFlex(contents, tap) {
  if (contents.type !== "carousel") return bubble(contents, tap);
  const bubbles = (contents.contents || []).map((one) => h("li", {}, bubble(one, tap)));
  return h("ul", { class: "carousel", tabindex: "0", "aria-label": `การ์ด ${bubbles.length} ใบ เลื่อนดูด้านข้างได้` }, ...bubbles);
}

/** @param {Part} part @param {Tap} tap */
function bubble(part, tap) {
  const size = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"].includes(part.size || "") ? part.size : "mega";
  const element = h("div", { class: `flex-bubble flex-${size}`, dir: part.direction === "rtl" ? "rtl" : "ltr" });
  for (const name of BLOCKS) {
    const block = part[name];
    if (!block) continue;
    const look = part.styles?.[name];
    const drawn = h("div", { class: `flex-${name}` }, component(block, null, tap));
    if (look?.backgroundColor) drawn.style.backgroundColor = colour(look.backgroundColor);
    if (look?.separator) Object.assign(drawn.style, { borderTop: `1px solid ${colour(look.separatorColor) || "#d4d6da"}` });
    element.append(drawn);
  }
  if (part.body && part.footer) element.classList.add("flex-has-footer");
  return tappable(element, part, tap);
}

/**
 * @param {Part} part
 * @param {Part | null} parent
 * @param {Tap} tap
 * @param {boolean} [isFirst]
 * @returns {HTMLElement}
 */
function component(part, parent, tap, isFirst = true) {
  const drawn = (DRAWN[part.type] || unknown)(part, tap, parent);
  place(drawn, part, parent, isFirst);
  return tappable(drawn, part, tap);
}

/**
 * Makes an element answer to taps, keys and screen readers. One that holds buttons gets a button of its own for those.
 * @param {HTMLElement} element
 * @param {Part} part
 * @param {Tap} tap
 */
function tappable(element, part, tap) {
  const action = part.action;
  if (!action || part.type === "button") return element;
  const run = (/** @type {Event} */ event) => {
    event.stopPropagation();
    tap(action);
  };
  const label = action.label || element.textContent || "รูป";
  element.addEventListener("click", run);
  element.classList.add("tappable");
  if (element.querySelector("button, [role=button], a")) {
    element.append(h("button", { class: "only-read", type: "button" }, label));
    return element;
  }
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", label);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    run(event);
  });
  return element;
}

/** @type {{[type: string]: (part: Part, tap: Tap, parent: Part | null) => HTMLElement}} */
const DRAWN = { box, text, button, image, icon: smallIcon, separator, filler, spacer, video };

/** @param {Part} part @param {Tap} tap */
function box(part, tap) {
  const element = h("div", { class: "flex-box" });
  boxStyle(element, part);
  let isFirst = true;
  for (const child of part.contents || []) {
    element.append(component(child, part, tap, isFirst));
    isFirst = isFirst && child.position === "absolute";
  }
  return element;
}

/** @param {Part} part */
function text(part) {
  const words = h("p", { class: "flex-words" });
  wordStyle(words, part, false);
  words.style.textAlign = ["start", "center", "end"].includes(part.align || "") ? String(part.align) : "start";
  words.classList.add(part.wrap ? "flex-wrap" : "flex-line");
  if (part.lineSpacing) words.style.lineHeight = `calc(1.4em + ${space(part.lineSpacing, "0px")})`;
  if (part.wrap && part.maxLines) {
    words.classList.add("flex-clamp");
    words.style.setProperty("-webkit-line-clamp", String(part.maxLines));
  }
  if (part.contents?.length) words.append(...part.contents.map(span));
  else words.textContent = part.text || "";
  if (part.adjustMode === "shrink-to-fit") shrink(words);
  const element = h("div", { class: "flex-text" }, words);
  element.style.justifyContent = gravity(part.gravity);
  return element;
}

/**
 * Smaller letters until the words fit, as "adjustMode" asks; never smaller than one can read.
 * @param {HTMLElement} words
 */
function shrink(words) {
  new ResizeObserver(() => {
    words.style.fontSize = words.dataset.size ||= getComputedStyle(words).fontSize;
    const size = parseFloat(words.style.fontSize);
    const room = words.clientWidth / words.scrollWidth;
    if (room < 1) words.style.fontSize = `${Math.max(SMALLEST, Math.floor(size * room))}px`;
  }).observe(words);
}

/** @param {Part} part */
function span(part) {
  const element = h("span", {}, part.text || "");
  wordStyle(element, part, true);
  return element;
}

/** @param {Part} part @param {Tap} tap */
function button(part, tap) {
  const style = ["primary", "secondary"].includes(part.style || "") ? part.style : "link";
  const press = h("button", { class: `flex-button flex-${style} flex-${part.height === "sm" ? "low" : "high"}`, type: "button" }, part.action?.label || "");
  if (part.adjustMode === "shrink-to-fit") shrink(press);
  const given = colour(part.color);
  if (given) press.style[style === "link" ? "color" : "backgroundColor"] = given;
  press.addEventListener("click", (event) => {
    event.stopPropagation();
    if (part.action) tap(part.action);
  });
  const element = h("div", { class: "flex-press" }, press);
  element.style.justifyContent = gravity(part.gravity);
  return element;
}

/** @param {Part} part */
function image(part) {
  const shown = picture(part.url, part.action?.label || "รูป");
  Object.assign(shown.style, {
    width: imageSize(part.size),
    aspectRatio: ratio(part.aspectRatio),
    objectFit: part.aspectMode === "cover" ? "cover" : "contain",
    backgroundColor: colour(part.backgroundColor),
  });
  const element = h("div", { class: "flex-image" }, shown);
  Object.assign(element.style, { alignItems: alignment(part.align, "center"), justifyContent: gravity(part.gravity) });
  return element;
}

/** @param {Part} part */
function smallIcon(part) {
  const shown = picture(part.url, "");
  shown.style.height = textSize(part.size);
  shown.style.aspectRatio = ratio(part.aspectRatio);
  return h("div", { class: "flex-icon" }, shown);
}

/** @param {Part} part @param {Tap} _tap @param {Part | null} parent */
function separator(part, _tap, parent) {
  const isLying = !parent || parent.layout === "vertical";
  const element = h("div", { class: isLying ? "flex-rule" : "flex-post", role: "presentation" });
  element.style.backgroundColor = colour(part.color);
  return element;
}

function filler() {
  return h("div", { class: "flex-filler" });
}

/** @param {Part} part */
function spacer(part) {
  const side = space(part.size, "8px");
  return h("div", { style: { width: side, height: side } });
}

/** @param {Part} part */
function video(part) {
  const shown = picture(part.previewUrl || part.altContent?.url, "ภาพจากวิดีโอ");
  Object.assign(shown.style, { width: "100%", aspectRatio: ratio(part.aspectRatio), objectFit: "cover" });
  return h("div", { class: "flex-image with-play" }, shown, h("span", { class: "play" }, icon(ICONS.play)));
}

/** @param {Part} part */
function unknown(part) {
  return h("div", { class: "flex-text" }, `[${part.type}]`);
}

/**
 * A picture of the bot; one that cannot be had leaves a grey field.
 * @param {string | undefined} url
 * @param {string} alt
 */
export function picture(url, alt) {
  const shown = h("img", { alt, loading: "lazy", decoding: "async", draggable: "false" });
  shown.addEventListener("error", () => shown.classList.add("missing"), { once: true });
  shown.src = pictureAt(url);
  return shown;
}
