// What the bot makes of a sentence, shown beside it when that is switched on. Read alone, without the talk before it.

import { get } from "./api.js";
import { h } from "./dom.js";

/** @type {{[intent: string]: string}} */
let titles = {};
let isOn = false;
/** @type {Map<string, Promise<Understood>>} */
const known = new Map();
/** @type {Set<() => void>} */
const chips = new Set();

/** @param {{[intent: string]: string} | undefined} told */
export function setTitles(told) {
  titles = told || {};
}

/** @param {boolean} wanted */
export function showUnderstanding(wanted) {
  isOn = wanted;
  chips.forEach((refresh) => refresh());
}

/** @param {string} text */
function ask(text) {
  const found = known.get(text) || get(`/understood?text=${encodeURIComponent(text)}`);
  known.set(text, found);
  found.catch(() => known.delete(text));
  return found;
}

/** @param {string} intent */
const title = (intent) => titles[intent] || intent;

/** @param {Understood} told */
export function inWords(told) {
  if (!told.intent) return "อ่านไม่ได้";
  const sure = Math.round(100 * (told.confidence || 0));
  return `อ่านว่า ${title(told.intent)} ${sure}%`;
}

/** @param {Understood} told */
export function details(told) {
  const entities = Object.entries(told.entities || {}).map(([name, value]) => h("li", {}, h("code", {}, name), ` ${typeof value === "object" ? JSON.stringify(value) : value}`));
  const others = (told.alternatives || []).filter((one) => one.confidence >= 0.01);
  const next = others.map((one) => `${title(one.intent)} ${Math.round(100 * one.confidence)}%`).join(" · ");
  return [entities.length ? h("ul", {}, ...entities) : null, next ? h("p", {}, `หรือ ${next}`) : null];
}

/**
 * A small line under a sentence; empty while it is switched off.
 * @param {string} text
 */
export function chipFor(text) {
  const chip = h("div", { class: "understood", hidden: true });
  const refresh = async () => {
    chip.hidden = !isOn;
    if (!isOn || chip.childElementCount) return;
    chip.textContent = "กำลังอ่าน…";
    try {
      const told = await ask(text);
      chip.replaceChildren(h("details", {}, h("summary", {}, inWords(told)), ...details(told).filter(Boolean)));
    } catch {
      chip.textContent = "อ่านไม่ได้ตอนนี้";
    }
  };
  chips.add(refresh);
  void refresh();
  return chip;
}
