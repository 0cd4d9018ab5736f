// The stand-in's own API, and the stream of its news.

const ROOT = "/simulator/api";

/** What the stand-in refused, in its words. */
export class Refused extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function call(method, path, body) {
  const isForm = body instanceof FormData;
  /** @type {RequestInit} */
  const request = { method, headers: isForm || body === undefined ? {} : { "Content-Type": "application/json" } };
  if (body !== undefined) request.body = isForm ? body : JSON.stringify(body);
  const response = await fetch(ROOT + path, request);
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(told.message || `${response.status}`);
  return told;
}

/** @param {string} path */
export const get = (path) => call("GET", path);
/** @param {string} path @param {unknown} [body] */
export const post = (path, body = {}) => call("POST", path, body);
/** @param {string} path @param {unknown} body */
export const put = (path, body) => call("PUT", path, body);
/** @param {string} path */
export const remove = (path) => call("DELETE", path);

/**
 * The address under which a picture of the bot can be loaded.
 * @param {string | undefined} url
 */
export function pictureAt(url) {
  if (!url) return "";
  return url.startsWith("/simulator/") ? url : `${ROOT}/picture?url=${encodeURIComponent(url)}`;
}

/**
 * What a person sent.
 * @param {string} id
 */
export const contentAt = (id) => `${ROOT}/content/${encodeURIComponent(id)}`;

/** @param {string} menu */
export const menuImageAt = (menu) => `${ROOT}/menus/${encodeURIComponent(menu)}/image`;

/**
 * Listens. The browser comes back by itself after a lost line and is told what it missed.
 * @param {string} after
 * @param {{item: (item: Item) => void, exchange: (one: ExchangeSummary) => void, board: (board: Board) => void, line: (isThere: boolean) => void}} hears
 */
export function listen(after, hears) {
  const source = new EventSource(`${ROOT}/stream?after=${after}`);
  source.addEventListener("item", (event) => hears.item(JSON.parse(event.data)));
  source.addEventListener("exchange", (event) => hears.exchange(JSON.parse(event.data)));
  source.addEventListener("board", (event) => hears.board(JSON.parse(event.data)));
  source.addEventListener("open", () => hears.line(true));
  source.addEventListener("error", () => hears.line(false));
  return source;
}
