// Keywords of Flex messages as CSS. The keywords and their order are LINE's (messaging-api.yml: FlexBoxSpacing, FlexTextFontSize,
// FlexImageSize …); their pixels are those of LINE's Flex Message Simulator, read off its markup (also in the public flex2html).
// What `flex` is when nobody says it: LINE, "Flex Message layout": 1 in a horizontal or baseline box, 0 in a vertical one.
// All styles are set through the CSSOM; a value that is no keyword and no plain length or colour is left out.

const SPACES = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const TEXTS = { xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px" };
const IMAGES = { xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%" };
const BORDERS = { none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/;
const CROSS = { top: "flex-start", center: "center", bottom: "flex-end" };
const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };

/**
 * @param {{[keyword: string]: string}} keywords
 * @param {string | undefined} given
 * @param {string} [otherwise]
 */
function length(keywords, given, otherwise = "") {
  if (given === undefined) return otherwise;
  return keywords[given] ?? (LENGTH.test(given) ? given : otherwise);
}

/** @param {string | undefined} given @param {string} [otherwise] */
export const space = (given, otherwise) => length(SPACES, given, otherwise);
/** @param {string | undefined} given */
export const textSize = (given) => length(TEXTS, given, TEXTS.md);
/** @param {string | undefined} given */
export const imageSize = (given) => length(IMAGES, given, IMAGES.md);
/** @param {string | undefined} given */
export const colour = (given) => (given && COLOUR.test(given) ? given : "");
/** @param {string | undefined} given @param {string} [otherwise] */
export const gravity = (given, otherwise = "flex-start") => /** @type {{[k: string]: string}} */ (CROSS)[given || ""] || otherwise;
/** @param {string | undefined} given @param {string} [otherwise] */
export const alignment = (given, otherwise = "flex-start") => /** @type {{[k: string]: string}} */ (ALIGN)[given || ""] || otherwise;

/**
 * Width to height, "20:13"; no more than three times as high as wide.
 * @param {string | undefined} given
 */
export function ratio(given) {
  const [width, height] = (given || "1:1").split(":").map(Number);
  return width > 0 && height > 0 ? `${width} / ${Math.min(height, 3 * width)}` : "1 / 1";
}

/**
 * Where a component stands in its parent: share of the main axis, space to the one before, offsets.
 * @param {HTMLElement} element
 * @param {Part} part
 * @param {Part | null} parent the box, null for a block of a bubble
 * @param {boolean} isFirst
 */
export function place(element, part, parent, isFirst) {
  const style = element.style;
  if (parent) share(style, part, parent.layout || "vertical");
  if (parent && !isFirst && part.position !== "absolute") {
    const gap = space(part.margin, space(parent.spacing, "0px"));
    if (parent.layout === "vertical") style.marginTop = gap;
    else style.marginInlineStart = gap;
  }
  if (part.position === "absolute") style.position = "absolute";
  const offsets = { top: part.offsetTop, bottom: part.offsetBottom, insetInlineStart: part.offsetStart, insetInlineEnd: part.offsetEnd };
  for (const [side, given] of Object.entries(offsets)) if (given !== undefined) Object.assign(style, { [side]: space(given) });
}

/** @param {CSSStyleDeclaration} style @param {Part} part @param {string} layout */
function share(style, part, layout) {
  const own = ["icon", "separator", "spacer"].includes(part.type) || part.width ? 0 : 1;
  if (layout === "vertical") {
    const grows = part.flex ?? (part.type === "filler" ? 1 : 0);
    style.flex = part.height && part.flex === undefined ? "0 0 auto" : `${grows} 0 auto`;
  } else {
    const grows = part.flex ?? own;
    style.flex = grows ? `${grows} 1 0px` : "0 0 auto";
  }
}

/**
 * The inside of a box.
 * @param {HTMLElement} element
 * @param {Part} box
 */
export function boxStyle(element, box) {
  const style = element.style;
  const row = box.layout !== "vertical";
  style.flexDirection = row ? "row" : "column";
  style.alignItems = alignment(box.alignItems, box.layout === "baseline" ? "baseline" : "stretch");
  style.justifyContent = justify(box.justifyContent);
  for (const [key, given] of Object.entries({ padding: box.paddingAll, paddingTop: box.paddingTop, paddingBottom: box.paddingBottom, paddingInlineStart: box.paddingStart, paddingInlineEnd: box.paddingEnd })) {
    if (given !== undefined) Object.assign(style, { [key]: space(given) });
  }
  for (const [key, given] of Object.entries({ width: box.width, height: box.height, maxWidth: box.maxWidth, maxHeight: box.maxHeight })) {
    if (given !== undefined) Object.assign(style, { [key]: length({}, given) });
  }
  style.backgroundColor = colour(box.backgroundColor);
  style.backgroundImage = gradient(box.background);
  const border = length(BORDERS, box.borderWidth);
  if (border) Object.assign(style, { borderStyle: "solid", borderWidth: border, borderColor: colour(box.borderColor) || "#0000" });
  const corner = space(box.cornerRadius);
  if (corner) Object.assign(style, { borderRadius: corner, overflow: "hidden" });
}

/** @param {string | undefined} given */
function justify(given) {
  return ["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"].includes(given || "") ? String(given) : "flex-start";
}

/** @param {Part["background"]} given */
function gradient(given) {
  if (!given || given.type !== "linearGradient" || !/^\d+(\.\d+)?deg$/.test(given.angle)) return "";
  const [start, end, centre] = [colour(given.startColor), colour(given.endColor), colour(given.centerColor)];
  if (!start || !end) return "";
  const at = /^\d+(\.\d+)?%$/.test(given.centerPosition || "") ? given.centerPosition : "50%";
  return `linear-gradient(${given.angle}, ${start}, ${centre ? `${centre} ${at}, ` : ""}${end})`;
}

/**
 * How words look, of a text or a span.
 * @param {HTMLElement} element
 * @param {Part} part
 * @param {boolean} isSpan a span has only what it says itself
 */
export function wordStyle(element, part, isSpan) {
  const style = element.style;
  if (!isSpan || part.size) style.fontSize = textSize(part.size);
  if (part.weight) style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) style.fontStyle = part.style === "italic" ? "italic" : "normal";
  if (part.decoration) style.textDecoration = { underline: "underline", "line-through": "line-through" }[part.decoration] || "none";
  style.color = colour(part.color);
}
