// Which number a tap has: the stand-in counts the buttons of a message in reading order, from 0, quick replies last.

/**
 * Every action of a message with its number, in the order in which the stand-in counts (bot/simulator/reading.py).
 * @param {Message} message
 * @returns {Map<Action, number>}
 */
export function numbered(message) {
  /** @type {Map<Action, number>} */
  const found = new Map();
  /** @param {Action | undefined} action */
  const count = (action) => {
    if (action && Object.keys(action).length) found.set(action, found.size);
  };
  if (message.type === "flex" && message.contents) flex(message.contents, count);
  if (message.type === "template" && message.template) template(message.template, count);
  if (message.type === "imagemap") (message.actions || []).forEach(count);
  (message.quickReply?.items || []).forEach((item) => found.set(item.action, found.size));
  return found;
}

/** @typedef {(action: Action | undefined) => void} Count */

/** @param {Part} contents @param {Count} count */
function flex(contents, count) {
  for (const bubble of contents.type === "carousel" ? contents.contents || [] : [contents]) {
    for (const block of [bubble.header, bubble.hero, bubble.body, bubble.footer]) if (block) component(block, count);
    count(bubble.action);
  }
}

/** @param {Part} part @param {Count} count */
function component(part, count) {
  if (part.type === "box") (part.contents || []).forEach((child) => component(child, count));
  if (["text", "box", "button", "image", "video"].includes(part.type)) count(part.action);
}

/** @param {TemplatePart} card @param {Count} count */
function template(card, count) {
  for (const part of [card, ...(card.columns || [])]) {
    (part.actions || []).forEach(count);
    count(part.action);
    count(part.defaultAction);
  }
}
