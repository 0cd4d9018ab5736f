// What LINE does: quota, faults, how events are delivered, past events again, groups, what was understood.

import { get, post, put, remove } from "./api.js";
import { h, say } from "./dom.js";
import { showLog } from "./log.js";
import { hourOf } from "./thai_time.js";
import { showUnderstanding } from "./understood.js";

/**
 * Each with what it does to the bot's calls.
 * @type {[string, {[name: string]: unknown}][]}
 */
const FAULTS = [
  ["ตอบช้า 3 วินาที", { kind: "delay", seconds: 3 }],
  ["ตอบ 500", { kind: "error_before", status: 500 }],
  ["รับแล้วแต่ตอบ 500", { kind: "error_after", status: 500 }],
  ["ถี่เกินไป 429", { kind: "rate_limit", retry_after: 2 }],
  ["คำตอบหายกลางทาง", { kind: "lost_answer" }],
  ["ไม่รับ 400", { kind: "refuse", status: 400 }],
];
const ENDPOINTS = [["", "ทุกคำสั่ง"], ["reply", "ตอบกลับ (reply)"], ["push", "ส่งหนึ่งคน (push)"], ["multicast", "ส่งหลายคน (multicast)"], ["content", "โหลดรูป (content)"], ["profile", "ชื่อคน (profile)"]];
const TIMES = [["1", "1 ครั้ง"], ["3", "3 ครั้ง"], ["", "จนกว่าจะปิด"]];
/** @type {[string, string][]} */
const SWITCHES = [
  ["redelivery", "ส่งเหตุการณ์ซ้ำเมื่อบอตไม่ตอบ"],
  ["duplicate", "ส่งทุกเหตุการณ์สองครั้ง"],
  ["photos_in_one_body", "อัลบั้มรูปมาในก้อนเดียว"],
  ["webhook_active", "ส่งเหตุการณ์ให้บอต"],
];
/** @type {[string, string, number][]} */
const NUMBERS = [
  ["shuffle", "สลับลำดับเมื่อครบกี่เหตุการณ์ (0 ไม่สลับ)", 1],
  ["reply_token_seconds", "อายุ reply token (วินาที)", 1],
  ["webhook_timeout_seconds", "รอบอตตอบ (วินาที)", 0.5],
  ["content_not_ready", "รูปยังไม่พร้อมกี่ครั้งแรก", 1],
];
const STATES = { waiting: "รอส่ง", delivered: "ถึงแล้ว", lost: "ไม่ถึง" };
const EVENTS_SHOWN = 30;

/** @param {() => Promise<unknown>} act */
const tried = (act) => act().catch((error) => say(error.message));

/** @param {{people: () => {userId: string, name: string}[], changed: () => void}} world */
export function panel(world) {
  const quota = h("div");
  const faults = h("ul", { class: "rows" });
  const switches = h("div", { class: "switches" });
  const events = h("ul", { class: "rows" });
  const log = showLog();
  const open = (/** @type {string} */ title, /** @type {boolean} */ isOpen, /** @type {Node[]} */ ...inside) => h("details", { open: isOpen }, h("summary", {}, h("h3", {}, title)), ...inside);
  const past = open("เหตุการณ์ที่ผ่านมา", false, h("p", { class: "small" }, "ส่งซ้ำได้เหมือนที่ LINE ทำ บอตต้องไม่ทำซ้ำ"), events);
  past.addEventListener("toggle", () => past instanceof HTMLDetailsElement && past.open && void tried(() => listEvents(events)));
  const element = h("aside", { id: "panel", class: "panel", "aria-label": "แผงควบคุม LINE", hidden: true },
    h("h2", {}, "LINE ทำอะไร"),
    open("โควตาข้อความ", true, quota),
    open("ทำให้ขัดข้อง", true, faultForm(), faults),
    open("การส่งเหตุการณ์", false, switches),
    past,
    open("กลุ่ม", false, groupForm(world)),
    open("บอตอ่านว่าอะไร", true, understanding()),
    open("บันทึกการคุยกับบอต", true, log.element),
  );
  return {
    element,
    exchange: log.add,
    /** @param {Board} board */
    board(board) {
      quota.replaceChildren(...quotaForm(board));
      faults.replaceChildren(...board.faults.map(faultRow));
      if (!switches.contains(document.activeElement)) switches.replaceChildren(...settings(board.settings));
      if (past.hasAttribute("open")) void tried(() => listEvents(events));
    },
  };
}

/** @param {Board} board */
function quotaForm({ quota, used }) {
  const most = h("input", { type: "number", min: "0", value: quota ?? "", placeholder: "ไม่จำกัด" });
  const spent = h("input", { type: "number", min: "0", value: used });
  const save = () => tried(() => put("/quota", { quota: most.value === "" ? null : Number(most.value), used: Number(spent.value) }));
  const words = quota === null ? `ใช้ไป ${used} คน ไม่จำกัด` : `ใช้ไป ${used} จาก ${quota} คน`;
  return [
    h("p", { class: "used" }, words),
    quota ? h("progress", { max: quota, value: Math.min(used, quota), "aria-label": words }) : null,
    h("label", {}, "เดือนนี้ส่งได้กี่คน", most),
    h("label", {}, "ใช้ไปแล้ว", spent),
    h("button", { type: "button", onclick: save }, "บันทึกโควตา"),
  ].flatMap((one) => one ?? []);
}

/** @param {string[][]} options */
const choice = (options) => h("select", {}, ...options.map(([value, name]) => h("option", { value }, name)));

function faultForm() {
  const endpoint = choice(ENDPOINTS);
  const times = choice(TIMES);
  const add = (/** @type {{[name: string]: unknown}} */ fault) => tried(async () => {
    await post("/faults", { ...fault, endpoint: endpoint.value, times: times.value ? Number(times.value) : null });
    await refreshFaults();
  });
  const buttons = FAULTS.map(([name, fault]) => h("button", { type: "button", onclick: () => add(fault) }, name));
  return h("div", {}, h("label", {}, "คำสั่งของบอต", endpoint), h("label", {}, "นานเท่าไร", times), h("div", { class: "presets" }, ...buttons));
}

/** @param {Fault} fault */
function faultRow(fault) {
  const name = FAULTS.find(([, one]) => one.kind === fault.kind)?.[0] || fault.kind;
  const where = ENDPOINTS.find(([value]) => value === fault.endpoint)?.[1] || fault.endpoint;
  const words = `${name} · ${where} · ${fault.times === null ? "จนกว่าจะปิด" : `อีก ${fault.times} ครั้ง`}`;
  const stop = () => tried(async () => {
    await remove(`/faults/${fault.number}`);
    await refreshFaults();
  });
  return h("li", { class: "fault" }, h("span", {}, words), h("button", { type: "button", onclick: stop }, "ปิด"));
}

/** Faults live outside the memory whose changes are streamed. */
async function refreshFaults() {
  const { faults } = await get("/faults");
  document.querySelector("#panel .rows")?.replaceChildren(...faults.map(faultRow));
}

/** @param {{[name: string]: any}} now */
function settings(now) {
  const set = (/** @type {string} */ name, /** @type {unknown} */ value) => tried(() => put("/settings", { [name]: value }));
  const boxes = SWITCHES.map(([name, words]) => {
    const box = h("input", { type: "checkbox", checked: Boolean(now[name]) });
    box.addEventListener("change", () => void set(name, box.checked));
    return h("label", { class: "check" }, box, words);
  });
  const numbers = NUMBERS.map(([name, words, step]) => {
    const field = h("input", { type: "number", min: "0", step, value: now[name] });
    field.addEventListener("change", () => void set(name, Number(field.value)));
    return h("label", {}, words, field);
  });
  const expire = () => set("reply_token_seconds", 0);
  const release = () => tried(() => post("/events/release"));
  return [...boxes, ...numbers,
    h("div", { class: "presets" },
      h("button", { type: "button", onclick: expire }, "ให้ reply token หมดอายุทันที"),
      h("button", { type: "button", onclick: () => set("reply_token_seconds", 60) }, "อายุปกติ 60 วินาที"),
      h("button", { type: "button", onclick: release }, "ปล่อยเหตุการณ์ที่กักไว้"))];
}

/** @param {HTMLElement} list */
async function listEvents(list) {
  const { events } = await get("/events");
  const rows = events.slice(-EVENTS_SHOWN).reverse().map((/** @type {any} */ one) => {
    const { event, state, status } = one;
    const words = `${hourOf(event.timestamp)} ${event.type}${event.message ? ` ${event.message.type}` : ""} · ${/** @type {{[k: string]: string}} */ (STATES)[state] || state} ${status ?? ""}`;
    const again = (/** @type {boolean} */ redelivery) => () => tried(() => post(`/events/${event.webhookEventId}/resend`, { redelivery }));
    return h("li", {}, h("span", {}, words, h("small", {}, event.message?.text || event.postback?.data || "")),
      h("button", { type: "button", onclick: again(true) }, "ส่งอีกครั้ง"), h("button", { type: "button", onclick: again(false) }, "ส่งซ้ำ"));
  });
  list.replaceChildren(...rows);
}

/** @param {{people: () => {userId: string, name: string}[], changed: () => void}} world */
function groupForm(world) {
  const name = h("input", { type: "text", maxlength: "60", placeholder: "เช่น ลูกบ้านหมู่ 9" });
  const make = () => tried(async () => {
    if (!name.value.trim()) return;
    const group = await post("/groups", { name: name.value.trim(), members: world.people().map((person) => person.userId) });
    await post(`/groups/${group.groupId}/bot`, { in: true });
    name.value = "";
    world.changed();
  });
  return h("div", {}, h("p", { class: "small" }, "ตั้งกลุ่มของทุกเครื่องที่เปิดอยู่ แล้วเชิญบอตเข้าไป"), h("label", {}, "ชื่อกลุ่ม", name), h("button", { type: "button", onclick: make }, "ตั้งกลุ่ม"));
}

function understanding() {
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => showUnderstanding(box.checked));
  return h("div", {}, h("label", { class: "check" }, box, "แสดงใต้ทุกประโยค"), h("p", { class: "small" }, "อ่านทีละประโยค ไม่ดูเรื่องที่คุยค้างอยู่ ครั้งแรกใช้เวลาสักครู่"));
}
