// The date and time picker of a phone.

import { dialog, h } from "./dom.js";

/**
 * A date or a time as LINE asks for it, without a zone; null when it was not chosen.
 * @param {Action} action
 * @returns {Promise<string | null>}
 */
export function chooseMoment(action) {
  const type = { date: "date", time: "time", datetime: "datetime-local" }[action.mode || "date"] || "date";
  const plain = (/** @type {string | undefined} */ given) => given?.replace("t", "T");
  const field = h("input", { type, min: plain(action.min), max: plain(action.max), value: plain(action.initial) });
  return new Promise((resolve) => {
    const box = dialog(action.label || "เลือกวันเวลา", (close) => {
      const choose = () => {
        if (!field.value || !field.reportValidity()) return;
        resolve(field.value);
        close();
      };
      return [h("label", {}, "วันเวลา", field), h("button", { class: "primary", type: "button", onclick: choose }, "ตกลง")];
    });
    box.addEventListener("close", () => resolve(null));
  });
}
