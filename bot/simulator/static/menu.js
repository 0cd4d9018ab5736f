// The rich menu under the chat with the bot: LINE's picture, or our words where there is none, tapped by its areas.

import { get, menuImageAt } from "./api.js";
import { h, icon, ICONS } from "./dom.js";
import { within } from "./templates.js";

/**
 * @param {string} who
 * @param {(area: number, action: Action) => void} tap
 */
export function richMenu(who, tap) {
  const bar = h("button", { class: "menu-bar", type: "button", "aria-expanded": "true" });
  const field = h("div", { class: "menu-field" });
  const element = h("div", { class: "rich-menu", hidden: true }, field, bar);
  const open = (/** @type {boolean} */ is) => {
    field.hidden = !is;
    bar.setAttribute("aria-expanded", String(is));
  };
  bar.addEventListener("click", () => open(field.hidden));
  let shown = "";
  const refresh = async () => {
    const { menu } = /** @type {{menu: RichMenu | null}} */ (await get(`/people/${who}/menu`));
    element.hidden = !menu;
    if (!menu || menu.richMenuId === shown) return;
    shown = menu.richMenuId;
    bar.replaceChildren(icon(ICONS.menu), menu.chatBarText);
    const { width, height } = menu.size;
    const image = h("img", { src: menuImageAt(menu.richMenuId), alt: "", draggable: "false" });
    field.style.aspectRatio = `${width} / ${height}`;
    const areas = menu.areas.map(({ bounds, action }, index) => {
      const label = action.label || action.text || action.displayText || `ช่อง ${index + 1}`;
      return within(h("button", { class: "area", type: "button", "aria-label": label, onclick: () => tap(index, action) }), bounds, width, height);
    });
    field.replaceChildren(image, ...areas);
    open(menu.selected);
  };
  return { element, refresh };
}
