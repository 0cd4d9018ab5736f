// One message as a phone shows it. What people and the bot write becomes text nodes and nothing else.

import { contentAt } from "./api.js";
import { h, icon, ICONS } from "./dom.js";
import { drawFlex, picture } from "./flex.js";
import { drawMap } from "./map.js";
import { drawSticker } from "./stickers.js";
import { drawImagemap, drawTemplate } from "./templates.js";

const LINK = /(https?:\/\/[^\s<>"']+)/g;

/** @typedef {{tap: (action: Action) => void, isMine: boolean, id: string}} Around */

/** @type {{[type: string]: (message: Message, around: Around) => HTMLElement | SVGElement}} */
const DRAWN = {
  text: (message) => h("div", { class: "bubble words" }, ...linked(message.text || "")),
  textV2: (message) => h("div", { class: "bubble words" }, ...linked(substituted(message))),
  sticker: (message) => drawSticker(message.packageId || "", message.stickerId || ""),
  image: photo,
  video,
  audio,
  file,
  location,
  flex: (message, { tap }) => (message.contents ? drawFlex(message.contents, tap) : plain("[flex]")),
  template: (message, { tap }) => (message.template ? drawTemplate(message.template, tap) : plain("[template]")),
  imagemap: (message, { tap }) => drawImagemap(message, tap),
};

/** @param {Message} message @param {Around} around */
export function drawMessage(message, around) {
  return (DRAWN[message.type] || (() => plain(`[${message.type}]`)))(message, around);
}

/** @param {string} words */
const plain = (words) => h("div", { class: "bubble words" }, words);

/**
 * Words with their addresses as links.
 * @param {string} text
 */
export function linked(text) {
  return text.split(LINK).map((part, index) => (index % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part));
}

/** @param {Message} message */
function substituted(message) {
  const put = (/** @type {string} */ name) => {
    const kind = message.substitution?.[name]?.type;
    return kind === "mention" ? "@คุณ" : kind === "emoji" ? "🙂" : `{${name}}`;
  };
  return (message.text || "").replace(/\{\{|\}\}|\{([A-Za-z0-9_]+)\}/g, (all, name) => (name ? put(name) : all[0]));
}

/** @param {Message} message @param {Around} around */
function photo(message, { isMine, id }) {
  const shown = isMine ? own(id, "รูปที่ส่ง") : picture(message.previewImageUrl || message.originalContentUrl, "รูปจากเน็ตอาสา");
  shown.classList.add("photo");
  return shown;
}

/** @param {string} id @param {string} alt */
function own(id, alt) {
  const shown = h("img", { alt, loading: "lazy" });
  shown.addEventListener("error", () => shown.classList.add("missing"), { once: true });
  shown.src = contentAt(id);
  return shown;
}

/** @param {Message} message @param {Around} around */
function video(message, { isMine }) {
  const still = isMine ? h("div", { class: "photo still" }) : picture(message.previewImageUrl, "");
  return h("div", { class: "with-play photo", role: "img", "aria-label": `วิดีโอ${lasting(message)}` }, still, h("span", { class: "play" }, icon(ICONS.play)));
}

/** @param {Message} message @param {Around} around */
function audio(message, { isMine, id }) {
  const label = `เสียง${lasting(message)}`;
  if (!isMine) return h("div", { class: "bubble voice" }, icon(ICONS.voice), label);
  return h("div", { class: "bubble voice" }, icon(ICONS.voice), h("span", {}, label), h("audio", { controls: true, preload: "none", src: contentAt(id), "aria-label": label }));
}

/** @param {Message} message */
const lasting = (message) => (message.duration ? ` ${Math.max(1, Math.round(message.duration / 1000))} วินาที` : "");

/** @param {Message} message */
function file(message) {
  const size = message.fileSize ? `${Math.max(1, Math.round(message.fileSize / 1024))} KB` : "";
  return h("div", { class: "bubble file" }, icon(ICONS.file), h("span", {}, message.fileName || "ไฟล์", h("small", {}, size)));
}

/** @param {Message} message */
function location(message) {
  const [latitude, longitude] = [message.latitude || 0, message.longitude || 0];
  const where = message.title || "ตำแหน่ง";
  const address = message.address || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h("div", { class: "bubble place" }, drawMap(latitude, longitude), h("p", {}, h("strong", {}, where), h("small", {}, address)));
}

/**
 * What a message says in one short line: for quotes and for lists of chats.
 * @param {Message | undefined} message
 * @param {string} [words]
 */
export function inShort(message, words = "") {
  const kinds = { image: "รูปภาพ", video: "วิดีโอ", audio: "เสียง", file: "ไฟล์", sticker: "สติกเกอร์", location: "ตำแหน่ง" };
  const kind = /** @type {{[k: string]: string}} */ (kinds)[message?.type || ""];
  const text = kind ? `[${kind}]` : message?.altText || words || message?.text || "";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
