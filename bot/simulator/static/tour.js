// What a newcomer could try, in order: one tap opens the phones that it needs and points at the sentence to tap.

import { get } from "./api.js";
import { h } from "./dom.js";

const LOOKED_BACK = 200;

/**
 * @typedef {object} Tour
 * @property {(who: string, text: string) => void} said somebody said this; a step may be done by it
 * @property {() => Step | undefined} next the first step that is not done
 */

/**
 * The list of steps.
 * @param {HTMLElement} list an empty `<ol>`
 * @param {Step[]} steps
 * @param {(step: Step) => void} begin opens what a step needs
 * @returns {Tour}
 */
export function tour(list, steps, begin) {
  /** @type {Set<Step>} */
  const done = new Set();
  const next = () => steps.find((step) => !done.has(step));
  const draw = () => list.replaceChildren(...steps.map((step, index) => drawn(step, index, done.has(step), step === next(), begin)));
  list.hidden = !steps.length;
  draw();
  return {
    next,
    said(who, text) {
      const reached = steps.filter((step) => !done.has(step) && step.who === who && step.done === text);
      if (!reached.length) return;
      reached.forEach((step) => done.add(step));
      draw();
    },
  };
}

/**
 * What was done on phones that are not open is done too.
 * @param {Tour} told
 * @param {Step[]} steps
 * @param {string[]} closed user ids of people who are there and not shown
 */
export async function learn(told, steps, closed) {
  for (const who of closed.filter((one) => steps.some((step) => step.who === one))) {
    const { items } = /** @type {{items: Item[]}} */ (await get(`/people/${who}/history?newest=${LOOKED_BACK}`));
    for (const item of items) if (item.kind === "message" && item.sender === "me") told.said(who, item.text || "");
  }
}

/** @param {Step} step @param {number} index @param {boolean} isDone @param {boolean} isNext @param {(step: Step) => void} begin */
function drawn(step, index, isDone, isNext, begin) {
  const number = h("span", { class: "step-number", "aria-hidden": "true" }, isDone ? "✓" : String(index + 1));
  const state = isDone ? h("span", { class: "only-read" }, " ทำแล้ว") : null;
  const press = h("button", { type: "button", class: "step", "aria-current": isNext ? "step" : undefined, onclick: () => begin(step) }, number, h("span", {}, step.title), state);
  return h("li", { class: isDone ? "done" : isNext ? "next" : "" }, press);
}
