// Stickers, drawn here: LINE's own pictures belong to LINE. A number always gives the same face.

import { svg } from "./dom.js";

/** What can be sent: LINE's ids of common stickers, our face, and the words that LINE would add. */
export const STICKERS = [
  { packageId: "11537", stickerId: "52002734", face: "smile", words: ["สวัสดี", "ยิ้ม"], name: "ยิ้มทักทาย" },
  { packageId: "11537", stickerId: "52002739", face: "love", words: ["รัก", "ขอบคุณ"], name: "ขอบคุณมาก" },
  { packageId: "11537", stickerId: "52002735", face: "thumb", words: ["โอเค", "ตกลง"], name: "ตกลง" },
  { packageId: "11537", stickerId: "52002741", face: "laugh", words: ["หัวเราะ"], name: "หัวเราะ" },
  { packageId: "11537", stickerId: "52002749", face: "sad", words: ["เสียใจ"], name: "เสียใจ" },
  { packageId: "11537", stickerId: "52002757", face: "wow", words: ["ตกใจ"], name: "ตกใจ" },
  { packageId: "11537", stickerId: "52002763", face: "sleep", words: ["ฝันดี"], name: "ฝันดี" },
  { packageId: "11537", stickerId: "52002768", face: "wai", words: ["ไหว้", "ขอโทษ"], name: "ไหว้" },
];

const COLOURS = ["#ffd166", "#ff9fb2", "#9fd8a4", "#ffc48c", "#9cc4f0", "#c9b3f5", "#8fd3d0", "#f2d096"];
const MOUTHS = { smile: "M38 66q12 12 24 0", love: "M36 64q14 16 28 0z", thumb: "M40 66q10 8 20 0", laugh: "M34 60h32q-4 20-16 20t-16-20z", sad: "M38 72q12-12 24 0", wow: "M50 62a7 9 0 100 .1z", sleep: "M44 68h12", wai: "M42 66q8 6 16 0" };

/** @param {string} packageId @param {string} stickerId */
export function drawSticker(packageId, stickerId) {
  const index = STICKERS.findIndex((one) => one.packageId === packageId && one.stickerId === stickerId);
  const at = index >= 0 ? index : [...stickerId].reduce((sum, digit) => sum + digit.charCodeAt(0), 0) % STICKERS.length;
  const { face, name } = STICKERS[at];
  const ink = { fill: "none", stroke: "#3b2a1a", "stroke-width": 4, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const closed = face === "sleep" || face === "laugh" || face === "wai";
  const eyes = closed ? svg("path", { ...ink, d: "M30 46q6-6 12 0M58 46q6-6 12 0" }) : svg("path", { ...ink, "stroke-width": 8, d: "M36 45h.1M64 45h.1" });
  return svg(
    "svg",
    { viewBox: "0 0 100 100", class: "sticker", role: "img", "aria-label": `สติกเกอร์ ${name}` },
    svg("circle", { cx: 50, cy: 52, r: 42, fill: COLOURS[at], stroke: "#fff", "stroke-width": 5 }),
    svg("circle", { cx: 26, cy: 60, r: 6, fill: "#ff8f8f66" }),
    svg("circle", { cx: 74, cy: 60, r: 6, fill: "#ff8f8f66" }),
    eyes,
    svg("path", { ...ink, d: /** @type {{[k: string]: string}} */ (MOUTHS)[face] }),
    extra(face),
  );
}

/** @param {string} face */
function extra(face) {
  if (face === "love") return svg("path", { d: "M82 14c-5-7-14-2-11 5 2 5 11 11 11 11s9-6 11-11c3-7-6-12-11-5z", fill: "#e5484d" });
  if (face === "thumb") return svg("path", { d: "M74 78v18h14c5 0 7-16 4-18h-8c2-4 2-10-2-10-3 0-2 6-8 10z", fill: "#fff4d6", stroke: "#3b2a1a", "stroke-width": 3 });
  if (face === "sleep") return svg("path", { d: "M76 10h14L76 28h14", fill: "none", stroke: "#4666b0", "stroke-width": 4 });
  if (face === "wai") return svg("path", { d: "M44 98q6-26 6-26t6 26zM50 74v22", fill: "#fff4d6", stroke: "#3b2a1a", "stroke-width": 3 });
  return null;
}
