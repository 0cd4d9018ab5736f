// Template messages and image maps. Source: LINE, "Message objects: Template messages", "Imagemap message".

import { h } from "./dom.js";
import { picture } from "./flex.js";
import { colour } from "./flex_style.js";

/** @typedef {(action: Action) => void} Tap */

/** @param {TemplatePart} template @param {Tap} tap */
export function drawTemplate(template, tap) {
  const columns = template.columns || [];
  if (template.type === "carousel") return row(columns.map((column) => card({ ...template, ...column }, tap)));
  if (template.type === "image_carousel") return row(columns.map((column) => pictureCard(column, tap)));
  return card(template, tap);
}

/** @param {HTMLElement[]} cards */
function row(cards) {
  const items = cards.map((one) => h("li", {}, one));
  return h("ul", { class: "carousel", tabindex: "0", "aria-label": `การ์ด ${cards.length} ใบ เลื่อนดูด้านข้างได้` }, ...items);
}

/** @param {TemplatePart} part @param {Tap} tap */
function card(part, tap) {
  const element = h("div", { class: `template ${part.type === "confirm" ? "template-confirm" : ""}` });
  const top = [];
  if (part.thumbnailImageUrl) {
    const shown = picture(part.thumbnailImageUrl, part.defaultAction?.label || "รูป");
    shown.style.aspectRatio = part.imageAspectRatio === "square" ? "1 / 1" : "1.51 / 1";
    shown.style.objectFit = part.imageSize === "contain" ? "contain" : "cover";
    shown.style.backgroundColor = colour(part.imageBackgroundColor);
    top.push(shown);
  }
  const words = [part.title && h("p", { class: "template-title" }, part.title), h("p", { class: "template-text" }, part.text || "")];
  const whole = part.defaultAction;
  if (whole) {
    const label = whole.label || part.title || part.text || "เปิด";
    element.append(h("button", { class: "template-whole", type: "button", "aria-label": label, onclick: () => tap(whole) }, ...top, ...words));
  } else element.append(...top, h("div", { class: "template-words" }, ...words));
  const actions = (part.actions || []).map((action) => press(action, tap));
  element.append(h("div", { class: "template-actions" }, ...actions));
  return element;
}

/** @param {Action} action @param {Tap} tap */
function press(action, tap) {
  return h("button", { class: "template-action", type: "button", onclick: () => tap(action) }, action.label || "");
}

/** @param {TemplatePart} column @param {Tap} tap */
function pictureCard(column, tap) {
  const action = column.action;
  const label = action?.label || "";
  const shown = picture(column.imageUrl, "");
  return h("button", { class: "picture-card", type: "button", "aria-label": label || "รูป", onclick: () => action && tap(action) }, shown, label && h("span", {}, label));
}

/** @param {Message} message @param {Tap} tap */
export function drawImagemap(message, tap) {
  const { width, height } = message.baseSize || { width: 1040, height: 1040 };
  const shown = picture(`${message.baseUrl}/1040`, message.altText || "รูป");
  shown.style.aspectRatio = `${width} / ${height}`;
  const areas = (message.actions || []).map((action) => {
    const label = action.label || action.text || action.linkUri || "พื้นที่กดได้";
    const area = h("button", { class: "area", type: "button", "aria-label": label, onclick: () => tap(action) });
    return within(area, action.area, width, height);
  });
  return h("div", { class: "imagemap" }, shown, ...areas);
}

/**
 * Lays something over a picture, in the picture's own measures.
 * @template {HTMLElement} T
 * @param {T} element
 * @param {{x: number, y: number, width: number, height: number}} area
 * @param {number} width
 * @param {number} height
 */
export function within(element, area, width, height) {
  Object.assign(element.style, {
    left: `${(100 * area.x) / width}%`,
    top: `${(100 * area.y) / height}%`,
    width: `${(100 * area.width) / width}%`,
    height: `${(100 * area.height) / height}%`,
  });
  return element;
}
