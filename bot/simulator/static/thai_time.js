// Times as people in Thailand read them: Bangkok, Buddhist years. Phones show the bot's time, which can be moved.

/** @type {ClockState} */
let state = { can_move: false, offset: 0, real: 0, now: 0, moves: [] };
let ahead = 0; // of the browser's own clock: its time may be wrong

/** @param {ClockState} told */
export function setClock(told) {
  state = told;
  ahead = told.real - Date.now();
}

export const canMove = () => state.can_move;
export const isMoved = () => state.offset !== 0;

/** Now, as the bot has it, in ms. */
export const botNow = () => Date.now() + ahead + state.offset * 1000;

/**
 * A moment of LINE (ms) as it stood on the bot's clock then.
 * @param {number} at
 */
export function onThePhone(at) {
  let offset = 0;
  for (const move of state.moves) if (move.at <= at) offset = move.offset;
  return at + offset * 1000;
}

const clock = new Intl.DateTimeFormat("th-TH-u-nu-latn", { timeZone: "Asia/Bangkok", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
/** @type {{[english: string]: string}} */
const WEEKDAYS = { Sun: "อา.", Mon: "จ.", Tue: "อ.", Wed: "พ.", Thu: "พฤ.", Fri: "ศ.", Sat: "ส." };
const weekday = new Intl.DateTimeFormat("en", { timeZone: "Asia/Bangkok", weekday: "short" });
const day = new Intl.DateTimeFormat("th-TH-u-ca-buddhist-nu-latn", { timeZone: "Asia/Bangkok", day: "numeric", month: "short", year: "numeric" });

/**
 * 09:00
 * @param {number} ms
 */
export const hourOf = (ms) => clock.format(ms).replace(".", ":");

/**
 * ศ. 21 พ.ย. 2568
 * @param {number} ms
 */
export function dayOf(ms) {
  const parts = Object.fromEntries(day.formatToParts(ms).map((part) => [part.type, part.value]));
  return `${WEEKDAYS[weekday.format(ms)]} ${parts.day} ${parts.month} ${parts.year}`;
}
