// Choosing whose phone is shown: people of the villages by place, or somebody new.

import { dialog, h } from "./dom.js";

/**
 * @param {Roster} roster
 * @param {Person[]} people everybody whom the stand-in knows
 * @param {{shown: string[], unread: Map<string, number>}} now
 * @param {(person: {name: string, userId?: string, isFriend: boolean}) => void} choose
 */
export function pickPerson(roster, people, now, choose) {
  const listed = new Set((roster.groups || []).flatMap((group) => group.people.map((person) => person.userId)));
  const others = people.filter((person) => !listed.has(person.userId)).map((person) => ({ ...person, role: "คนใหม่" }));
  const groups = [...(roster.groups || []), ...(others.length ? [{ heading: "คนที่เพิ่มเอง", people: others }] : [])];
  dialog("เลือกคนที่จะดูโทรศัพท์", (close) => {
    /** @param {{name: string, userId?: string, isFriend: boolean}} person */
    const pick = (person) => {
      close();
      choose(person);
    };
    return [...groups.map((group) => place(group, now, pick)), stranger(pick)];
  }, "picker");
}

/**
 * @param {{heading: string, people: {name: string, userId: string, role: string}[]}} group
 * @param {{shown: string[], unread: Map<string, number>}} now
 * @param {(person: {name: string, userId?: string, isFriend: boolean}) => void} pick
 */
function place(group, now, pick) {
  const people = group.people.map((person) => {
    const news = now.unread.get(person.userId) || 0;
    const isShown = now.shown.includes(person.userId);
    return h("button", { type: "button", disabled: isShown, onclick: () => pick({ ...person, isFriend: true }) },
      h("strong", {}, person.name), h("small", {}, isShown ? "เปิดอยู่แล้ว" : person.role), news ? h("span", { class: "badge" }, `${news} ใหม่`) : null);
  });
  return h("section", {}, h("h3", {}, group.heading), h("div", { class: "people" }, ...people));
}

/** @param {(person: {name: string, isFriend: boolean}) => void} pick */
function stranger(pick) {
  const name = h("input", { type: "text", maxlength: "60", placeholder: "เช่น สมศรี" });
  const form = h("form", { class: "stranger" }, h("label", {}, "ชื่อคนใหม่ ที่ยังไม่เคยคุยกับบอต", name), h("button", { class: "primary", type: "submit" }, "เพิ่มคนนี้"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (name.value.trim()) pick({ name: name.value.trim(), isFriend: false });
  });
  return h("section", {}, h("h3", {}, "คนใหม่"), form);
}
