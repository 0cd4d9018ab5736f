// The page: which phones are shown, the clock, the panel, and the stream that keeps all of it fresh.

import { get, listen, put } from "./api.js";
import { dialog, h, say } from "./dom.js";
import { download } from "./export.js";
import { panel } from "./panel.js";
import { Phone, personOf } from "./phone.js";
import { pickPerson } from "./picker.js";
import { botNow, canMove, dayOf, hourOf, isMoved, setClock } from "./thai_time.js";
import { learn, tour } from "./tour.js";
import { setTitles } from "./understood.js";

const MOST = 4;
const KEEP = "netasa-simulator-phones";
const HOME = { latitude: 17.482, longitude: 100.113 };

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {Phone[]} */
let phones = [];
/** @type {Roster} */
let roster = {};
/** @type {Group[]} */
let groups = [];
/** @type {Map<string, number>} */
const unread = new Map();
/** @type {Set<string>} messages that the bot has not taken yet */
const untaken = new Set();
let isLive = false;
let offset = 0;
let seenGroups = "";
let steps = tour(at("tour"), [], () => undefined);
/** @type {Step | undefined} the step that was chosen, until something is said */
let aimed;

/** @param {string} who */
function resident(who) {
  for (const group of roster.groups || []) {
    const found = group.people.find((person) => person.userId === who);
    const home = { latitude: group.lat ?? HOME.latitude, longitude: group.lng ?? HOME.longitude };
    if (found) return { ...found, village: group.heading, home };
  }
  return { name: "", userId: who, role: "", sentences: roster.stranger || [], village: "", home: HOME };
}

/** @type {import("./phone.js").World} */
const world = {
  resident,
  groups: () => groups,
  isRead: (id) => !untaken.has(id),
  close: (phone) => close(phone),
  exchange: (phone) => void choose(phone),
  saveChat: (phone) => void save([phone]),
  news: (phone) => {
    if (phone.element.classList.contains("current") && document.hasFocus()) phone.unread = 0;
    drawTabs();
  },
  said: (who, text) => {
    steps.said(who, text);
    aimed = undefined;
    point();
  },
};

const side = panel({ people: () => phones.map((phone) => phone.person), changed: () => void learnGroups() });

/** @param {Person} person @param {Phone} [instead] */
async function show(person, instead) {
  if (phones.some((phone) => phone.who === person.userId)) return;
  const phone = new Phone(person, world);
  if (instead) {
    instead.element.replaceWith(phone.element);
    phones[phones.indexOf(instead)] = phone;
  } else {
    at("phones").append(phone.element);
    phones.push(phone);
  }
  unread.delete(person.userId);
  turnTo(phone);
  keep();
  await phone.begin();
  point();
}

/** @param {Phone} phone */
function close(phone) {
  phones = phones.filter((one) => one !== phone);
  phone.element.remove();
  if (phones[0]) turnTo(phones[0]);
  keep();
}

/**
 * On a small screen one phone is seen at a time.
 * @param {Phone} phone
 */
function turnTo(phone) {
  for (const one of phones) one.element.classList.toggle("current", one === phone);
  phone.unread = 0;
  drawTabs();
  phone.chat().toEnd();
}

/**
 * Opens the phones that a step needs, in place of others when the table is full, and points at its sentence.
 * @param {Step} step
 */
async function beginStep(step) {
  const needed = [step.who, ...step.with];
  for (const who of needed) {
    if (phones.some((phone) => phone.who === who)) continue;
    const spare = phones.length < MOST ? undefined : phones.find((phone) => !needed.includes(phone.who));
    await show(await personOf(resident(who).name, who), spare);
  }
  const phone = phones.find((one) => one.who === step.who);
  if (!phone) return;
  turnTo(phone);
  aimed = step;
  point()?.focus({ preventScroll: true });
}

/** Marks the sentence to tap next, where its phone is open; the focus stays where it is. */
function point() {
  const step = aimed || steps.next();
  /** @type {HTMLElement | undefined} */
  let found;
  for (const phone of phones) {
    const here = phone.pointAt(phone.who === step?.who ? step.sentence : "");
    found = here || found;
  }
  return found;
}

function drawTabs() {
  const tabs = phones.map((phone) => {
    const isCurrent = phone.element.classList.contains("current");
    const news = phone.unread && !isCurrent ? h("span", { class: "badge" }, `${phone.unread} ใหม่`) : null;
    return h("button", { class: "tab", type: "button", "aria-pressed": String(isCurrent), onclick: () => turnTo(phone) }, phone.person.name, news);
  });
  at("tabs").replaceChildren(...tabs);
  const waiting = [...unread.values()].reduce((sum, one) => sum + one, 0);
  at("add").dataset.news = waiting ? String(waiting) : "";
  at("add").setAttribute("aria-label", waiting ? `เพิ่มโทรศัพท์ มี ${waiting} ข้อความใหม่ของคนอื่น` : "เพิ่มโทรศัพท์");
  at("phones").dataset.count = String(phones.length);
  /** @type {HTMLButtonElement} */ (at("add")).disabled = phones.length >= MOST;
}

function keep() {
  localStorage.setItem(KEEP, JSON.stringify(phones.map((phone) => phone.who)));
  drawTabs();
}

/** @returns {string[]} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEEP) || "null");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** @param {Phone} [instead] */
async function choose(instead) {
  const { people } = /** @type {{people: Person[]}} */ (await get("/people"));
  pickPerson(roster, people, { shown: phones.map((phone) => phone.who), unread }, ({ name, userId, isFriend }) => {
    const made = personOf(name, userId, isFriend ? "friend" : "stranger");
    made.then((person) => show(person, instead)).catch((error) => say(error.message));
  });
}

/** @param {Phone[]} which */
async function save(which) {
  const names = which.map((phone) => phone.person.name).join(" กับ ");
  const query = new URLSearchParams({ people: which.map((phone) => phone.who).join(","), title: `แชตของ ${names}` });
  const response = await fetch(`/simulator/api/transcript?${query}`);
  const text = await response.text();
  const field = h("textarea", { rows: "14", readonly: true, class: "mono" });
  field.value = text;
  dialog("แชตที่บันทึก", () => [
    h("p", { class: "small" }, "เขียนแบบเดียวกับบททดสอบใน tests/conversations ใช้ทดสอบต่อได้เลย"),
    h("label", {}, "บททดสอบ", field),
    h("button", { class: "primary", type: "button", onclick: () => download(new Blob([text], { type: "text/plain" }), "conversation.txt") }, "ดาวน์โหลด"),
  ]);
}

async function learnGroups() {
  groups = (await get("/groups")).groups;
  phones.forEach((phone) => phone.drawBar());
}

async function learnClock() {
  setClock(await get("/clock"));
  drawClock();
}

function drawClock() {
  at("time").replaceChildren(h("span", { class: "day-now" }, `${dayOf(botNow())} `), hourOf(botNow()));
  at("clock").classList.toggle("moved", isMoved());
  at("moved").textContent = isMoved() ? "เลื่อนเวลาอยู่" : "";
}

function moveClock() {
  /** @type {[string, string][]} */
  const steps = [["+2h", "ไปอีก 2 ชั่วโมง"], ["tomorrow", "ไปพรุ่งนี้ 08:00"], ["saturday", "ไปเสาร์หน้า 08:00"], ["real", "กลับเวลาจริง"]];
  dialog("เลื่อนเวลาของบอต", (shut) => {
    const buttons = steps.map(([to, name]) => h("button", { type: "button", disabled: to === "real" && !isMoved(), onclick: () => {
      shut();
      put("/clock", { to }).then(learnClock).catch((error) => say(error.message));
    } }, name));
    return [
      h("p", {}, "ดูของที่จะเกิดทีหลัง เช่น การเตือน ของหมดอายุ หรือสรุปประจำวัน"),
      canMove() ? h("div", { class: "list" }, ...buttons) : h("p", {}, "ตัวจำลองนี้ไม่ได้ผูกกับนาฬิกาของบอต"),
    ];
  });
}

/** @type {Parameters<typeof listen>[1]} */
const hears = {
  item(item) {
    const phone = phones.find((one) => one.who === item.person);
    if (item.kind === "message" && item.sender === "me" && item.id) untaken.add(item.id);
    if (item.kind === "message" && item.sender === "me") steps.said(item.person || "", item.text || "");
    if (phone) phone.hear(item);
    else if (item.kind === "message" && item.sender === "bot" && item.person && isLive) {
      unread.set(item.person, (unread.get(item.person) || 0) + 1);
      drawTabs();
    }
  },
  exchange(one) {
    side.exchange(one);
    const isTaken = one.way === "webhook" && one.status >= 200 && one.status < 300;
    if (!isTaken) return;
    for (const phone of phones) for (const [id, chat] of phone.chats) if (one.chats?.includes(id)) chat.markRead(untaken, one.at);
  },
  board(board) {
    side.board(board);
    if (board.clock.offset !== offset) void learnClock();
    offset = board.clock.offset;
    const seats = JSON.stringify(board.groups);
    if (seats !== seenGroups) void learnGroups();
    seenGroups = seats;
  },
  line(isThere) {
    isLive = isThere;
    at("lost").hidden = isThere;
  },
};

/** Messages that the bot has not answered 2xx yet stand without a read mark. */
async function learnUntaken() {
  for (const state of ["waiting", "lost"]) {
    const { events } = await get(`/events?state=${state}`);
    for (const { event } of events) if (event.message?.id) untaken.add(event.message.id);
  }
}

async function begin() {
  at("main").append(side.element);
  at("add").addEventListener("click", () => void choose());
  at("save").addEventListener("click", () => void save(phones));
  at("clock").addEventListener("click", moveClock);
  at("toggle").addEventListener("click", () => {
    side.element.hidden = !side.element.hidden;
    at("toggle").setAttribute("aria-expanded", String(!side.element.hidden));
    document.body.classList.toggle("with-panel", !side.element.hidden);
  });
  roster = await get("/roster");
  setTitles(roster.titles);
  await Promise.all([learnClock(), learnGroups(), learnUntaken()]);
  const tries = (roster.tour || []).filter((step) => resident(step.who).name);
  steps = tour(at("tour"), tries, (step) => void beginStep(step).catch((error) => say(error.message)));
  const { last } = await get("/newest");
  const invitation = at("invitation");
  invitation.textContent = roster.invitation || "เพิ่มโทรศัพท์ของใครสักคน แล้วพิมพ์คุยกับบอตได้เลยนะคะ";
  const { people } = /** @type {{people: Person[]}} */ (await get("/people"));
  const wanted = kept().length ? kept() : roster.opening || [];
  for (const who of wanted) {
    const known = people.find((person) => person.userId === who);
    const life = resident(who);
    if (known || life.name) await show(known || (await personOf(life.name, who)));
  }
  if (phones[0]) turnTo(phones[0]);
  const closed = people.map((person) => person.userId).filter((who) => !phones.some((phone) => phone.who === who));
  await learn(steps, tries, closed);
  point();
  listen(`${last}-0`, hears);
  window.setInterval(drawClock, 5000);
  document.body.dataset.ready = "yes"; // everything that was there is shown
}

begin().catch((error) => say(`เริ่มไม่ได้: ${error.message}`));
