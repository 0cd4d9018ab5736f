// One phone: whose it is, its chats, and what can be done with it.

import { get, post } from "./api.js";
import { Chat } from "./chat.js";
import { choosePhoto, choosePlace, composer, deed, sendFiles } from "./composer.js";
import { dialog, h, icon, ICONS, say } from "./dom.js";
import { download, pngOf } from "./export.js";
import { showJson } from "./log.js";
import { richMenu } from "./menu.js";
import { chooseMoment } from "./moment.js";
import { inShort } from "./messages.js";
import { numbered } from "./tappable.js";

const KEPT = 300; // things of a phone's past that are shown

/**
 * @typedef {object} World what a phone has to know of the others
 * @property {(who: string) => Resident & {village: string, home: {latitude: number, longitude: number}}} resident
 * @property {() => Group[]} groups
 * @property {(id: string) => boolean} isRead
 * @property {(phone: Phone) => void} close
 * @property {(phone: Phone) => void} exchange another person takes this place
 * @property {(phone: Phone) => void} saveChat
 * @property {(phone: Phone) => void} news something arrived
 * @property {(who: string, text: string) => void} said words left this phone
 */

export class Phone {
  /** @param {Person} person @param {World} world */
  constructor(person, world) {
    this.person = person;
    this.world = world;
    this.who = person.userId;
    this.last = 0;
    this.unread = 0;
    /** @type {Item[] | null} items that come while the past is being fetched */
    this.early = [];
    /** @type {Map<string, Chat>} */
    this.chats = new Map();
    this.open = this.who;
    this.life = world.resident(this.who);
    this.sender = { who: this.who, owner: person.name, home: this.life.home, group: () => (this.open === this.who ? "" : this.open) };
    this.composer = composer(this.sender);
    this.menu = richMenu(this.who, (area, action) => void this.tapMenu(area, action));
    this.screen = h("div", { class: "screen" });
    this.bar = h("div", { class: "bar" });
    this.state = h("div", { class: "state", hidden: true });
    this.ready = this.sentences();
    this.frame = h("div", { class: "frame" }, this.bar, this.state, this.screen, this.menu.element, this.ready, this.composer.element);
    this.element = h("article", { class: "phone", "aria-label": `โทรศัพท์ของ${person.name}`, "data-who": this.who }, this.caption(), this.frame);
    this.takesDrops();
    this.turnTo(this.who);
    this.showFriendship();
  }

  /** Fetches the past and shows it. */
  async begin() {
    const { items } = /** @type {{items: Item[]}} */ (await get(`/people/${this.who}/history?newest=${KEPT}`));
    for (const item of items) this.take(item);
    /** @type {Item[]} */
    const early = this.early || [];
    this.early = null;
    for (const item of early) this.take(item);
    this.chat().toEnd();
    await this.menu.refresh();
  }

  /**
   * Something happened on this phone.
   * @param {Item} item
   */
  hear(item) {
    if (this.early) this.early.push(item);
    else this.take(item);
  }

  /** @param {Item} item */
  take(item) {
    if (item.number <= this.last) return;
    this.last = item.number;
    this.chat(item.chat).show(item);
    if (item.kind === "message" && item.sender === "me") this.world.said(this.who, item.text || "");
    if (item.kind === "followed" || item.kind === "blocked") {
      this.person.friendship = item.kind === "followed" ? "friend" : "blocked";
      this.showFriendship();
    }
    if (this.early) return;
    if (item.kind === "message" && item.sender !== "me") {
      this.unread += 1;
      this.world.news(this);
      if (item.chat !== this.open) this.drawBar();
    }
    if (item.kind === "message") void this.menu.refresh();
  }

  /** @param {string} [id] */
  chat(id = this.open) {
    let found = this.chats.get(id);
    if (!found) {
      found = new Chat({
        owner: this.person.name,
        isGroup: id !== this.who,
        tap: (item, action) => void this.tap(item, action),
        options: (item) => this.options(item),
        isRead: this.world.isRead,
      });
      this.chats.set(id, found);
    }
    return found;
  }

  /** @param {string} id */
  turnTo(id) {
    this.open = id;
    const chat = this.chat();
    this.screen.replaceChildren(chat.list, chat.quick);
    const isGroup = id !== this.who;
    this.composer.inGroup(isGroup);
    this.menu.element.classList.toggle("away", isGroup);
    this.drawBar();
    chat.toEnd();
  }

  caption() {
    const { role, village } = this.life;
    const more = h("button", { class: "round", type: "button", "aria-label": `ตัวเลือกของโทรศัพท์${this.person.name}`, onclick: () => this.phoneOptions() }, icon(ICONS.more));
    const where = [role, village].filter(Boolean).join(" · ") || "คนใหม่";
    return h("header", { class: "caption" }, h("div", {}, h("h2", {}, this.person.name), h("p", {}, where)), more);
  }

  drawBar() {
    const mine = this.world.groups().filter((group) => group.members.includes(this.who));
    if (!mine.length) {
      this.bar.replaceChildren(h("span", { class: "face face-bot", "aria-hidden": "true" }, "น"), h("strong", {}, "เน็ตอาสา"));
      return;
    }
    const names = [{ id: this.who, name: "เน็ตอาสา" }, ...mine.map((group) => ({ id: group.groupId, name: `กลุ่ม ${group.name}` }))];
    const tabs = names.map(({ id, name }) => h("button", { class: "tab", type: "button", "aria-pressed": String(id === this.open), onclick: () => this.turnTo(id) }, name));
    this.bar.replaceChildren(...tabs);
  }

  showFriendship() {
    const { friendship } = this.person;
    this.state.hidden = friendship === "friend";
    const words = friendship === "blocked" ? "บล็อกเน็ตอาสาอยู่ ข้อความไม่ถึงเครื่องนี้" : "ยังไม่ได้เพิ่มเน็ตอาสาเป็นเพื่อน";
    const act = friendship === "blocked" ? "เลิกบล็อก" : "เพิ่มเพื่อน";
    this.state.replaceChildren(h("span", {}, words), h("button", { type: "button", onclick: () => void deed(this.sender, "follow", {}) }, act));
  }

  sentences() {
    const chips = this.life.sentences.map((words) => h("button", { type: "button", onclick: () => void deed(this.sender, "say", { text: words }) }, words));
    return h("div", { class: "ready", role: "group", "aria-label": "ประโยคตัวอย่าง", hidden: !chips.length }, h("span", { class: "ready-label" }, "ลองแตะ"), ...chips);
  }

  /**
   * Marks the sentence to tap among those that stand ready; none is marked for words that are not there.
   * @param {string} sentence
   */
  pointAt(sentence) {
    /** @type {HTMLElement | undefined} */
    let found;
    for (const chip of this.ready.querySelectorAll("button")) {
      const isMeant = chip.textContent === sentence;
      chip.classList.toggle("here", isMeant);
      if (isMeant) found = chip;
    }
    if (found) this.ready.scrollLeft = found.offsetLeft - this.ready.offsetLeft - 60;
    return found;
  }

  /** @param {Item} item @param {Action} action */
  async tap(item, action) {
    const button = numbered(item.message || { type: "" }).get(action);
    if (button === undefined) return;
    const value = action.type === "datetimepicker" ? await chooseMoment(action) : "";
    if (value === null) return;
    const told = await deed({ ...this.sender, group: () => "" }, "tap", { message: item.id, button, value });
    if (told?.phone) this.onThisPhone(told.phone);
  }

  /** @param {number} area @param {Action} action */
  async tapMenu(area, action) {
    const value = action.type === "datetimepicker" ? await chooseMoment(action) : "";
    if (value === null) return;
    const told = await deed(this.sender, "menu", { area, value });
    if (told?.phone) this.onThisPhone(told.phone);
  }

  /**
   * What a phone does by itself.
   * @param {{does: string, uri?: string, clipboardText?: string}} did
   */
  onThisPhone(did) {
    const uri = did.uri || "";
    if (did.does === "uri" && /^https?:\/\//.test(uri)) window.open(uri, "_blank", "noopener,noreferrer");
    else if (did.does === "uri") say(uri.startsWith("tel:") ? `โทรหา ${uri.slice(4)}` : `เปิด ${uri}`);
    else if (did.does === "clipboard") void navigator.clipboard?.writeText(did.clipboardText || "").then(() => say("คัดลอกแล้ว"), () => say("คัดลอกไม่ได้"));
    else if (did.does === "camera" || did.does === "cameraRoll") choosePhoto(this.sender);
    else if (did.does === "location") choosePlace(this.sender);
  }

  /** @param {Item} item */
  options(item) {
    const isMine = item.sender === "me";
    const isGroup = this.open !== this.who;
    dialog("ข้อความนี้", (close) => {
      const choice = (/** @type {string} */ name, /** @type {() => void} */ act) => h("button", { type: "button", onclick: () => (close(), act()) }, name);
      return [
        h("div", { class: "list" },
          choice("ตอบโดยอ้างอิงข้อความนี้", () => this.composer.quote(item.id || "", inShort(item.message, item.text))),
          isMine && choice("ยกเลิกการส่ง", () => void deed({ ...this.sender, group: () => "" }, "unsend", { message: item.id })),
          isMine && isGroup && item.message?.type === "text" && choice("แก้ไขข้อความ", () => this.editDialog(item)),
          item.text && choice("คัดลอกข้อความ", () => this.onThisPhone({ does: "clipboard", clipboardText: item.text })),
          item.message && choice("ดู JSON ของข้อความ", () => showJson("ข้อความอย่างที่ LINE ส่ง", item.message)),
        ),
        isMine && !isGroup && h("p", { class: "small" }, "ในแชตกับบัญชี LINE แก้ข้อความที่ส่งแล้วไม่ได้ แก้ได้เฉพาะในกลุ่ม"),
      ];
    });
  }

  /** @param {Item} item */
  editDialog(item) {
    const words = h("textarea", { rows: "3" });
    words.value = item.message?.text || "";
    dialog("แก้ไขข้อความ", (close) => {
      const save = () => {
        close();
        void deed({ ...this.sender, group: () => "" }, "edit", { message: item.id, text: words.value });
      };
      return [h("label", {}, "ข้อความใหม่", words), h("button", { class: "primary", type: "button", onclick: save }, "บันทึก")];
    });
  }

  phoneOptions() {
    const isBlocked = this.person.friendship === "blocked";
    dialog(`โทรศัพท์ของ${this.person.name}`, (close) => {
      const choice = (/** @type {string} */ name, /** @type {() => void} */ act) => h("button", { type: "button", onclick: () => (close(), act()) }, name);
      return [
        h("div", { class: "list" },
          choice(isBlocked ? "เลิกบล็อกเน็ตอาสา" : "บล็อกเน็ตอาสา", () => void deed(this.sender, isBlocked ? "follow" : "block", {})),
          !isBlocked && choice("เพิ่มเน็ตอาสาเป็นเพื่อนอีกครั้ง", () => void deed(this.sender, "follow", {})),
          choice("เปลี่ยนเป็นคนอื่น", () => this.world.exchange(this)),
          choice("บันทึกรูปโทรศัพท์", () => void this.savePicture()),
          choice("บันทึกแชตเป็นบททดสอบ", () => this.world.saveChat(this)),
          choice("ปิดโทรศัพท์เครื่องนี้", () => this.world.close(this)),
        ),
      ];
    });
  }

  async savePicture() {
    try {
      download(await pngOf(this.frame), `phone-${this.person.name}.png`);
      say("บันทึกรูปแล้ว");
    } catch (error) {
      say(`บันทึกรูปไม่ได้: ${error instanceof Error ? error.message : error}`);
    }
  }

  takesDrops() {
    this.frame.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.frame.classList.add("drop");
    });
    this.frame.addEventListener("dragleave", () => this.frame.classList.remove("drop"));
    this.frame.addEventListener("drop", (event) => {
      event.preventDefault();
      this.frame.classList.remove("drop");
      void sendFiles(this.sender, [...(event.dataTransfer?.files || [])]);
    });
  }
}

/**
 * Makes sure that somebody is there.
 * @param {string} name
 * @param {string} [userId]
 * @param {string} [friendship]
 * @returns {Promise<Person>}
 */
export const personOf = (name, userId, friendship = "friend") => post("/people", { name, friendship, ...(userId ? { userId } : {}) });
