// One chat on one phone: messages from old to new, with days, read marks, dots, quotes and quick replies.

import { h, icon, ICONS } from "./dom.js";
import { drawMessage, inShort } from "./messages.js";
import { dayOf, hourOf, onThePhone } from "./thai_time.js";
import { chipFor } from "./understood.js";

/**
 * @typedef {object} Surroundings
 * @property {string} owner whose phone it is
 * @property {boolean} isGroup
 * @property {(item: Item, action: Action) => void} tap
 * @property {(item: Item) => void} options
 * @property {(id: string) => boolean} isRead
 */

const NOTES = { followed: "เพิ่มเน็ตอาสาเป็นเพื่อนแล้ว", blocked: "บล็อกเน็ตอาสาแล้ว" };
const OPENED = { uri: "เปิดลิงก์", clipboard: "คัดลอกแล้ว", camera: "เปิดกล้อง", cameraRoll: "เปิดคลังรูป", location: "เปิดแผนที่" };
const NEAR = 120;

export class Chat {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.list = h("div", { class: "chat", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": `แชตของ${around.owner}` });
    this.quick = h("div", { class: "quick", role: "group", "aria-label": "คำตอบด่วน", hidden: true });
    this.isAtEnd = true;
    this.list.addEventListener("scroll", () => {
      this.isAtEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR;
    });
    // Quick replies, a keyboard or another window make the screen smaller: what was read stays in sight.
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.list);
    /** @type {Map<string, {row: HTMLElement, item: Item}>} */
    this.rows = new Map();
    this.day = "";
    this.album = "";
    /** @type {HTMLElement | null} */
    this.dots = null;
  }

  /**
   * Shows one thing that happened.
   * @param {Item} item
   */
  show(item) {
    const isAtEnd = this.isAtEnd;
    if (item.kind === "message") this.message(item);
    else if (item.kind === "unsent") this.unsend(item.id || "");
    else if (item.kind === "edited") this.edit(item);
    else if (item.kind === "loading") this.think(item);
    else if (item.kind in NOTES) this.note(/** @type {{[k: string]: string}} */ (NOTES)[item.kind]);
    else if (item.kind === "opened") this.note(opened(item));
    if (isAtEnd || item.sender === "me") this.toEnd();
  }

  toEnd() {
    this.isAtEnd = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** @param {Item} item */
  message(item) {
    const message = item.message || { type: "" };
    this.newDay(item.at);
    if (item.sender === "bot") this.stopThinking();
    this.offer(item);
    const set = message.imageSet?.id || "";
    if (set && set === this.album && this.addToAlbum(item)) return;
    this.album = item.unsent ? "" : set;
    const row = this.row(item, message);
    if (item.id) this.rows.set(item.id, { row, item });
    this.list.append(row);
  }

  /** @param {Item} item @param {Message} message */
  row(item, message) {
    const isMine = item.sender === "me";
    const content = item.unsent ? gone(isMine) : this.drawn(item, message);
    const body = h("div", { class: "content" }, message.imageSet ? h("div", { class: "album" }, content) : content);
    const stack = h("div", { class: "stack" }, this.speaker(item), this.quote(item), body);
    if (isMine && message.type === "text" && !item.unsent) stack.append(chipFor(message.text || ""));
    const row = h("div", { class: `row ${isMine ? "mine" : "theirs"}` }, isMine ? null : face(item), stack, this.meta(item, isMine));
    if (["flex", "template", "imagemap"].includes(message.type)) row.classList.add("wide");
    return row;
  }

  /** @param {Item} item @param {Message} message */
  drawn(item, message) {
    return drawMessage(message, { isMine: item.sender !== "bot", id: item.id || "", tap: (action) => this.around.tap(item, action) });
  }

  /** @param {Item} item */
  speaker(item) {
    const name = item.sender === "bot" ? "เน็ตอาสา" : item.sender_name;
    if (item.sender === "me") return h("span", { class: "only-read" }, "ฉัน: ");
    return h("span", { class: this.around.isGroup ? "speaker" : "only-read" }, `${name} `);
  }

  /** @param {Item} item */
  quote(item) {
    const quoted = item.quotes ? this.rows.get(item.quotes) : undefined;
    if (!item.quotes || item.unsent) return null;
    const words = quoted ? inShort(quoted.item.message, quoted.item.text) : "ข้อความก่อนหน้า";
    return h("blockquote", { class: "quote" }, words);
  }

  /** @param {Item} item @param {boolean} isMine */
  meta(item, isMine) {
    const at = onThePhone(item.at);
    const read = isMine && !item.unsent ? h("span", { class: "read" }, this.around.isRead(item.id || "") ? "อ่านแล้ว" : "") : null;
    const edited = item.message?.edited ? h("span", {}, "แก้ไขแล้ว") : null;
    const time = h("time", { datetime: new Date(at).toISOString() }, hourOf(at));
    const more = item.unsent ? null : h("button", { class: "more", type: "button", "aria-label": "ทำอะไรกับข้อความนี้", onclick: () => this.around.options(item) }, icon(ICONS.more));
    return h("div", { class: "meta" }, more, edited, read, time);
  }

  /** @param {Item} item */
  addToAlbum(item) {
    const last = this.list.lastElementChild?.querySelector(".album");
    if (!last || item.unsent || !item.message) return false;
    const drawn = this.drawn(item, item.message);
    last.append(drawn);
    if (item.id) this.rows.set(item.id, { row: /** @type {HTMLElement} */ (/** @type {unknown} */ (drawn)), item });
    return true;
  }

  /** @param {string} id */
  unsend(id) {
    const found = this.rows.get(id);
    if (!found) return;
    const item = { ...found.item, unsent: true, message: { type: "" } };
    const isPart = found.row.parentElement?.classList.contains("album") && found.row.parentElement.children.length > 1;
    if (isPart) found.row.remove();
    else {
      const row = this.row(item, item.message);
      (found.row.closest(".row") || found.row).replaceWith(row);
      this.rows.set(id, { row, item });
    }
  }

  /** @param {Item} change */
  edit(change) {
    const found = this.rows.get(change.id || "");
    if (!found?.item.message) return;
    const item = { ...found.item, text: change.text, message: { ...found.item.message, text: change.text, edited: true } };
    const row = this.row(item, item.message);
    found.row.replaceWith(row);
    this.rows.set(change.id || "", { row, item });
  }

  /**
   * Quick replies belong to the newest message; anything newer takes them away.
   * @param {Item} item
   */
  offer(item) {
    const replies = item.sender === "bot" ? item.message?.quickReply?.items || [] : [];
    const buttons = replies.map(({ action }) => h("button", { type: "button", onclick: () => this.around.tap(item, action) }, action.label || ""));
    this.quick.replaceChildren(...buttons);
    this.quick.hidden = !buttons.length;
  }

  /** @param {Item} item */
  think(item) {
    this.stopThinking();
    const left = item.at + 1000 * (item.seconds || 20) - Date.now();
    if (left <= 0) return;
    const dots = h("div", { class: "row theirs dots" }, face(item), h("div", { class: "bubble" }, h("span", { class: "only-read" }, "กำลังคิด"), h("i"), h("i"), h("i")));
    this.dots = dots;
    this.list.append(dots);
    window.setTimeout(() => dots.remove(), left);
  }

  stopThinking() {
    this.dots?.remove();
    this.dots = null;
  }

  /** @param {string} words */
  note(words) {
    if (words) this.list.append(h("p", { class: "note" }, words));
    this.album = "";
  }

  /** @param {number} at */
  newDay(at) {
    const day = dayOf(onThePhone(at));
    if (day === this.day) return;
    this.day = day;
    this.list.append(h("p", { class: "note day" }, day));
    this.album = "";
  }

  /**
   * The bot has taken what was said here: LINE marks everything above as read.
   * @param {Set<string>} untaken loses what is marked
   * @param {number} at when the bot took it
   */
  markRead(untaken, at) {
    for (const [id, { row, item }] of this.rows) {
      const read = item.at <= at && untaken.delete(id) && row.closest(".row")?.querySelector(".read");
      if (read) read.textContent = "อ่านแล้ว";
    }
  }
}

/** @param {Item} item */
function face(item) {
  const isBot = item.sender === "bot" || item.kind === "loading";
  const letter = isBot ? "น" : (item.sender_name || "?").replace(/^[เแโใไ]/, "").slice(0, 1);
  return h("span", { class: `face ${isBot ? "face-bot" : ""}`, "aria-hidden": "true" }, letter);
}

/** @param {boolean} isMine */
const gone = (isMine) => h("p", { class: "note" }, isMine ? "คุณยกเลิกการส่งข้อความแล้ว" : "ข้อความถูกยกเลิกแล้ว");

/** @param {Item} item */
function opened(item) {
  const what = /** @type {{[k: string]: string}} */ (OPENED)[item.does || ""] || "เปิดบนเครื่อง";
  return `${what}${item.uri ? ` ${item.uri}` : item.clipboardText ? ` “${item.clipboardText}”` : ""}`;
}
