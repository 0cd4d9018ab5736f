// A sketch of a map, drawn here: no tiles are fetched from anywhere. A pin is set by a click or with the arrow keys.

import { h, svg } from "./dom.js";

const WIDTH = 300;
const HEIGHT = 180;
const SPAN = 0.06; // degrees from edge to edge
const STEP = 0.002;

/** @param {number} seed */
function scenery(seed) {
  const bend = 40 + (Math.abs(seed * 1000) % 60);
  return [
    svg("rect", { width: WIDTH, height: HEIGHT, fill: "#e6efd9" }),
    svg("path", { d: `M0 ${bend}C80 ${bend + 50} 160 ${bend - 30} ${WIDTH} ${bend + 40}`, fill: "none", stroke: "#9fc7e8", "stroke-width": 16 }),
    svg("path", { d: `M40 ${HEIGHT}C90 110 170 150 ${WIDTH} 96M150 0C140 70 170 120 160 ${HEIGHT}`, fill: "none", stroke: "#fff", "stroke-width": 7 }),
    svg("path", { d: "M30 120h26v20H30zM60 128h18v16H60zM190 60h22v18h-22zM218 70h18v14h-18zM110 40h16v14h-16z", fill: "#e0b98f" }),
    svg("path", { d: "M250 140a12 12 0 1124 0 12 12 0 11-24 0M20 20a14 14 0 1128 0 14 14 0 11-28 0", fill: "#a9cf8d" }),
  ];
}

/** @param {number} x @param {number} y */
const pin = (x, y) => svg("path", { d: `M${x} ${y}s-11-11-11-19a11 11 0 0122 0c0 8-11 19-11 19z`, fill: "#d33", stroke: "#fff", "stroke-width": 2 });

/**
 * A place as it is shown in a chat.
 * @param {number} latitude
 * @param {number} longitude
 */
export function drawMap(latitude, longitude) {
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", "aria-hidden": "true" }, ...scenery(latitude + longitude), pin(WIDTH / 2, HEIGHT / 2 + 8));
}

/**
 * A map on which a pin is set.
 * @param {{latitude: number, longitude: number}} centre
 * @param {(at: {latitude: number, longitude: number}) => void} chosen called with every move
 */
export function mapToChoose(centre, chosen) {
  let at = { ...centre };
  const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", "aria-hidden": "true" }, ...scenery(centre.latitude + centre.longitude));
  let mark = pin(WIDTH / 2, HEIGHT / 2);
  drawn.append(mark);
  const words = h("output", { class: "small" });
  const show = () => {
    const x = WIDTH * (0.5 + (at.longitude - centre.longitude) / SPAN);
    const y = HEIGHT * (0.5 - ((at.latitude - centre.latitude) / SPAN) * (WIDTH / HEIGHT));
    const moved = pin(x, y);
    mark.replaceWith(moved);
    mark = moved;
    words.textContent = `${at.latitude.toFixed(5)}, ${at.longitude.toFixed(5)}`;
    chosen(at);
  };
  const field = h("button", { class: "map-field", type: "button", "aria-label": "แผนที่ แตะเพื่อปักหมุด หรือใช้ปุ่มลูกศรเลื่อนหมุด" }, drawn);
  field.addEventListener("click", (event) => {
    if (!event.detail) return; // a key, not a pointer: it has no place
    const edge = field.getBoundingClientRect();
    const [right, down] = [(event.clientX - edge.left) / edge.width - 0.5, (event.clientY - edge.top) / edge.height - 0.5];
    at = { latitude: centre.latitude - down * SPAN * (HEIGHT / WIDTH), longitude: centre.longitude + right * SPAN };
    show();
  });
  field.addEventListener("keydown", (event) => {
    const way = /** @type {{[key: string]: [number, number]}} */ ({ ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] })[event.key];
    if (!way) return;
    event.preventDefault();
    at = { latitude: at.latitude + way[0] * STEP, longitude: at.longitude + way[1] * STEP };
    show();
  });
  show();
  return h("div", {}, field, words);
}
