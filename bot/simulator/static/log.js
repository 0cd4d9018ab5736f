// What went over the wire: webhooks to the bot and the bot's calls, newest first, with all that was in them.

import { get } from "./api.js";
import { dialog, h, say } from "./dom.js";
import { hourOf } from "./thai_time.js";

const SHOWN = 80;

export function showLog() {
  const list = h("ol", { class: "log" });
  const empty = h("p", { class: "small" }, "ยังไม่มีอะไร ลองพิมพ์คุยกับบอต");
  /** @param {ExchangeSummary} one */
  const add = (one) => {
    empty.remove();
    list.prepend(row(one));
    while (list.childElementCount > SHOWN) list.lastElementChild?.remove();
  };
  return { element: h("div", {}, empty, list), add };
}

/** @param {ExchangeSummary} one */
function row(one) {
  const isFine = one.status >= 200 && one.status < 300 && !one.is_lost;
  const status = one.is_lost ? `${one.status} คำตอบหาย` : one.status || "ไม่ตอบ";
  const what = one.way === "webhook" ? `→ บอต ${(one.kinds || []).join(", ")}${one.redelivery ? " (ส่งอีกครั้ง)" : ""}` : `← บอต ${one.name.replace("/v2/bot/", "")}`;
  const inside = h("div", { class: "wire" });
  const drawn = h("details", {}, h("summary", {},
    h("span", { class: "mono" }, hourOf(one.at)), h("span", { class: "what" }, what),
    h("span", { class: isFine ? "fine" : "wrong" }, String(status)), h("small", {}, `${one.took_ms} ms`),
    one.trouble ? h("span", { class: "trouble" }, one.trouble) : null), inside);
  drawn.addEventListener("toggle", () => {
    if (drawn.open && !inside.childElementCount) void fill(inside, one.number);
  });
  return h("li", { "data-way": one.way }, drawn);
}

/** @param {HTMLElement} inside @param {number} number */
async function fill(inside, number) {
  try {
    const full = /** @type {ExchangeDetail} */ (await get(`/exchanges/${number}`));
    inside.replaceChildren(
      h("h4", {}, "ที่ส่งไป"), part(full.request_headers, full.request_body),
      h("h4", {}, "ที่ตอบมา"), part(full.answer_headers, full.answer_body),
    );
  } catch {
    inside.replaceChildren(h("p", {}, "ไม่ได้เก็บไว้แล้ว"));
  }
}

/** @param {{[name: string]: string}} headers @param {string} body */
function part(headers, body) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return h("pre", { tabindex: "0" }, [...lines, "", pretty(body)].join("\n"));
}

/** @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/**
 * One message as it travelled.
 * @param {string} title
 * @param {unknown} value
 */
export function showJson(title, value) {
  const words = JSON.stringify(value, null, 2);
  const copy = () => navigator.clipboard.writeText(words).then(() => say("คัดลอกแล้ว"), () => say("คัดลอกไม่ได้"));
  dialog(title, () => [h("div", { class: "wire" }, h("pre", { tabindex: "0", class: "mono" }, words)), h("button", { type: "button", onclick: () => void copy() }, "คัดลอก")]);
}
