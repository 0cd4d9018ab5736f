// Where one writes, and everything else that a phone can send.

import { post } from "./api.js";
import { dialog, h, icon, ICONS, say } from "./dom.js";
import { mapToChoose } from "./map.js";
import { drawSticker, STICKERS } from "./stickers.js";

/**
 * @typedef {object} Sender
 * @property {string} who user id
 * @property {string} owner name
 * @property {() => string} group id of the group that is open, "" in the chat with the bot
 * @property {{latitude: number, longitude: number}} home
 */

/**
 * The row to write in.
 * @param {Sender} sender
 */
export function composer(sender) {
  let quoted = "";
  const words = h("textarea", { rows: "1", placeholder: "พิมพ์ข้อความ", "aria-label": `ข้อความของ${sender.owner}`, enterkeyhint: "send" });
  const quoting = h("div", { class: "quoting", hidden: true });
  const mention = h("button", { class: "round mention", type: "button", "aria-pressed": "false", "aria-label": "เรียกเน็ตอาสา", hidden: true }, "@");
  mention.addEventListener("click", () => mention.setAttribute("aria-pressed", String(mention.getAttribute("aria-pressed") !== "true")));
  const send = async () => {
    const text = words.value;
    if (!text) return;
    words.value = "";
    grow(words);
    const isCalled = mention.getAttribute("aria-pressed") === "true";
    const done = await deed(sender, "say", { text, quotes: quoted, mention: isCalled });
    if (!done && !words.value) words.value = text;
    quote("", "");
  };
  /** @param {string} id @param {string} shown */
  const quote = (id, shown) => {
    quoted = id;
    quoting.hidden = !id;
    const stop = h("button", { class: "round", type: "button", "aria-label": "ไม่อ้างอิงแล้ว", onclick: () => quote("", "") }, icon(ICONS.close));
    quoting.replaceChildren(...(id ? [h("span", {}, `ตอบ: ${shown}`), stop] : []));
    if (id) words.focus();
  };
  words.addEventListener("input", () => grow(words));
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return; // a word that is being composed is not sent
    event.preventDefault();
    void send();
  });
  const tray = attachments(sender);
  const open = h("button", { class: "round", type: "button", "aria-label": "ส่งรูป สติกเกอร์ หรืออย่างอื่น", "aria-expanded": "false" }, icon(ICONS.plus));
  open.addEventListener("click", () => {
    tray.hidden = !tray.hidden;
    open.setAttribute("aria-expanded", String(!tray.hidden));
  });
  const form = h("form", { class: "composer" }, open, mention, words, h("button", { class: "round send", type: "submit", "aria-label": "ส่ง" }, icon(ICONS.send)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  const element = h("div", { class: "compose" }, quoting, form, tray);
  return { element, quote, inGroup: (/** @type {boolean} */ is) => void (mention.hidden = !is) };
}

/** @param {HTMLTextAreaElement} words */
function grow(words) {
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight + 2, 140)}px`;
}

/**
 * Does something on the phone; what is refused is said aloud.
 * @param {Sender} sender
 * @param {string} what
 * @param {{[name: string]: unknown}} body
 * @returns {Promise<Told | null>}
 */
export async function deed(sender, what, body) {
  try {
    return await post(`/people/${sender.who}/${what}`, { ...body, ...(sender.group() ? { group: sender.group() } : {}) });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** @param {Sender} sender */
function attachments(sender) {
  const files = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": "เลือกไฟล์จากเครื่อง" });
  files.addEventListener("change", () => {
    void sendFiles(sender, [...(files.files || [])]);
    files.value = "";
  });
  /** @type {[string, string, () => void][]} */
  const kinds = [
    ["รูปตัวอย่าง", ICONS.photo, () => choosePhoto(sender)],
    ["อัลบั้ม 3 รูป", ICONS.album, () => void deed(sender, "photos", { pictures: [0, 1, 2] })],
    ["จากเครื่อง", ICONS.folder, () => files.click()],
    ["สติกเกอร์", ICONS.smile, () => chooseSticker(sender)],
    ["เสียง", ICONS.voice, () => void deed(sender, "voice", { duration: 3000 })],
    ["วิดีโอ", ICONS.video, () => void deed(sender, "video", { duration: 8000 })],
    ["ไฟล์", ICONS.file, () => void deed(sender, "file", {})],
    ["ปักหมุด", ICONS.pin, () => choosePlace(sender)],
  ];
  const buttons = kinds.map(([name, path, act]) => h("button", { class: "kind", type: "button", onclick: act }, icon(path), name));
  return h("div", { class: "tray", hidden: true, role: "group", "aria-label": "ส่งอย่างอื่น" }, ...buttons, files);
}

/**
 * Photos together as one album, anything else one by one.
 * @param {Sender} sender
 * @param {File[]} files
 */
export async function sendFiles(sender, files) {
  const photos = files.filter((file) => /^image\/(jpeg|png|gif|webp)$/.test(file.type));
  if (photos.length) {
    const form = new FormData();
    photos.forEach((photo, index) => form.append(`photo-${index}`, photo));
    if (sender.group()) form.append("group", sender.group());
    await post(`/people/${sender.who}/photos`, form).catch((error) => say(error.message));
  }
  for (const file of files.filter((one) => !photos.includes(one))) {
    const data = await base64(file);
    const [kind] = file.type.split("/");
    if (kind === "video" || kind === "audio") await deed(sender, kind === "video" ? "video" : "voice", { data, duration: 5000 });
    else await deed(sender, "file", { data, fileName: file.name });
  }
}

/** @param {Blob} file @returns {Promise<string>} */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] || ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/** @param {Sender} sender */
export function choosePhoto(sender) {
  const names = ["ของขาย", "ที่เที่ยว", "คนในหมู่บ้าน"];
  dialog("ส่งรูปตัวอย่าง", (close) => [
    h("div", { class: "choices" }, ...names.map((name, number) => {
      const send = () => {
        close();
        void deed(sender, "photos", { pictures: [number] });
      };
      return h("button", { class: "kind", type: "button", onclick: send }, h("img", { src: `/simulator/api/samples/${number}`, alt: "", width: "120", height: "90" }), name);
    })),
  ]);
}

/** @param {Sender} sender */
function chooseSticker(sender) {
  dialog("ส่งสติกเกอร์", (close) => [
    h("div", { class: "choices" }, ...STICKERS.map((one) => {
      const send = () => {
        close();
        void deed(sender, "sticker", { packageId: one.packageId, stickerId: one.stickerId, keywords: one.words });
      };
      return h("button", { class: "kind", type: "button", "aria-label": one.name, onclick: send }, drawSticker(one.packageId, one.stickerId));
    })),
  ]);
}

/** @param {Sender} sender */
export function choosePlace(sender) {
  let at = sender.home;
  const title = h("input", { type: "text", maxlength: "100", placeholder: "เช่น บ้านป้าเรียน" });
  dialog("ปักหมุด", (close) => {
    const send = () => {
      close();
      void deed(sender, "location", { ...at, title: title.value, address: "" });
    };
    return [
      mapToChoose(sender.home, (moved) => void (at = moved)),
      h("label", {}, "ชื่อสถานที่ (ไม่ใส่ก็ได้)", title),
      h("button", { class: "primary", type: "button", onclick: send }, "ส่งหมุด"),
    ];
  });
}
