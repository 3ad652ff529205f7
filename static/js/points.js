// A reader's own points over the map: pan, zoom and hover on a canvas, without a word to the server.
//
// Two pictures, one of the ground and one of routes, movements and names, are drawn anew when the view comes to
// rest and only moved while it changes. The points are drawn for every frame: one by one above both while few are
// in sight, else gathered in squares between the two. All text goes through fillText or textContent.

const { MARGIN, draw, ground, grouped, kilometres, onGround, projected, rest } = await import(
  `./points-picture.js${new URL(import.meta.url).search}`);

const NO_DAY = -(2 ** 31);
const REST = 90; // ms without a change, after which the pictures are drawn anew
const REACH = 9; // px from the pointer within which a point answers
const [OUT, IN] = [2.5, 200]; // how far one may zoom from the first view
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const decoder = new TextDecoder();
const feeds = new Map();
const hosts = new WeakMap();
const shownMaps = new Set();

// ---- Messages ----------------------------------------------------------------------------------------------

export function feed({ data: bytes }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(0, true);
  const header = JSON.parse(decoder.decode(bytes.subarray(4, 4 + size)));
  if (feeds.has(header.id)) return;
  // Copied, because typed arrays must start at a multiple of four bytes and the message need not.
  const body = bytes.slice(4 + size);
  const n = header.count;
  const column = (Type, at, length = n) => new Type(body.buffer, body.byteOffset + at * 4 * n, length);
  feeds.clear(); // one file at a time
  feeds.set(header.id, {
    ...header, lon: column(Float32Array, 0), lat: column(Float32Array, 1), first: column(Int32Array, 2),
    last: column(Int32Array, 3), kind: column(Int32Array, 4), ends: column(Uint32Array, 5, n + 1),
    names: body.subarray((5 * n + n + 1) * 4),
  });
  for (const map of shownMaps) if (map.host.isConnected) take(map); else shownMaps.delete(map);
}

export function points({ data: bytes, parentElement }) {
  const host = parentElement.querySelector('.tw-host');
  let map = hosts.get(host);
  if (!map) hosts.set(host, map = built(host));
  shownMaps.add(map);
  const message = decoder.decode(bytes);
  if (map.message === message) return;
  map.message = message;
  const data = JSON.parse(message);
  const stays = map.data && map.data.view === data.view && String(map.data.size) === String(data.size);
  map.data = data;
  map.lines = unpacked(data);
  if (!stays) map.at = { x: data.middle[0], y: data.middle[1], k: data.scale };
  fit(map);
  take(map);
  ground(map).then(() => rest(map));
  document.fonts.load(`400 ${data.text}px "Tumen Sans"`).then(() => rest(map));
}

function unpacked(data) {
  const path = steps => {
    const line = new Float32Array(steps.length);
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i]; y += steps[i + 1];
      line[i] = x * data.unit; line[i + 1] = y * data.unit;
    }
    return line;
  };
  return {
    routes: data.routes.map(([colour, width, dash, lines]) => ({ colour, width, dash, lines: lines.map(path) })),
    moves: data.moves.map(([colour, dash, opacity, line]) => ({ colour, dash, opacity, line: path(line) })),
  };
}

// Takes the newest feed: projects it once a projection, and keeps the positions of what the filters leave.
function take(map) {
  const own = [...feeds.values()].at(-1);
  if (!own || !map.data) return;
  const plane = String(map.data.projection);
  if (map.own !== own || map.plane !== plane) {
    Object.assign(map, { own, plane, x: new Float32Array(own.count), y: new Float32Array(own.count) });
    for (let i = 0; i < own.count; i++) [map.x[i], map.y[i]] = projected(own.lon[i], own.lat[i], map.data.projection);
  }
  const { days, kind } = map.data;
  const kept = new Uint32Array(own.count);
  let count = 0;
  for (let i = 0; i < own.count; i++) {
    const inDays = !days || (own.first[i] !== NO_DAY && own.first[i] <= days[1] && own.last[i] >= days[0]);
    if (inDays && (kind < 0 || own.kind[i] === kind)) kept[count++] = i;
  }
  map.kept = kept.subarray(0, count);
  map.host.dataset.points = count;
  draw(map);
}

// ---- Words -------------------------------------------------------------------------------------------------

function dayOf(own, i) {
  if (own.first[i] === NO_DAY) return 'no date';
  const [a, b] = [own.first[i], own.last[i]].map(days => new Date(days * 864e5));
  const month = `${MONTHS[a.getUTCMonth()]} ${a.getUTCFullYear()}`;
  if (own.first[i] === own.last[i]) return `${a.getUTCDate()} ${month}`;
  return a.getUTCMonth() === b.getUTCMonth() ? month : String(a.getUTCFullYear());
}

const nameOf = (own, i) => decoder.decode(own.names.subarray(own.ends[i], own.ends[i + 1]));
const side = (degrees, plus, minus) => `${Math.abs(degrees).toFixed(4)}° ${degrees < 0 ? minus : plus}`;

function hovered(map, px, py) {
  const { at, data, own, x, y, kept } = map;
  if (!kept) return null;
  const [a, b] = [at.x + (px - data.size[0] / 2) / at.k, at.y + (py - data.size[1] / 2) / at.k];
  if (!map.single) {
    const { counts, columns, column, row } = map.grid;
    const [c, r] = [Math.floor(a / map.side) - column, Math.floor(b / map.side) - row];
    const count = c >= 0 && c < columns ? counts[r * columns + c] : 0;
    return count ? [`${grouped(count)} of your points`, `in a square about ${kilometres(map.side * onGround(map))} wide`] : null;
  }
  let [best, least, near] = [-1, (REACH / at.k) ** 2, 0];
  for (let j = 0; j < kept.length; j++) {
    const i = kept[j];
    const away = (x[i] - a) ** 2 + (y[i] - b) ** 2;
    if (away > (REACH / at.k) ** 2) continue;
    near++;
    if (away <= least) [best, least] = [i, away];
  }
  if (best < 0) return null;
  const kind = own.kinds[own.kind[best]];
  return [
    nameOf(own, best) || 'no name', `${kind ? `${kind}, ` : ''}${dayOf(own, best)}`,
    `${side(own.lat[best], 'N', 'S')}, ${side(own.lon[best], 'E', 'W')}`, near > 1 ? `and ${grouped(near - 1)} more here` : '',
    'Your point, not part of the dataset',
  ].filter(Boolean);
}

function hint(map, event) {
  const box = map.canvas.getBoundingClientRect();
  const [px, py] = [event.clientX - box.left, event.clientY - box.top];
  const lines = map.drag ? null : hovered(map, px, py);
  map.tip.hidden = !lines;
  if (!lines) return;
  map.tip.replaceChildren(...lines.map((line, i) => {
    const made = document.createElement(i ? 'div' : 'strong');
    made.textContent = line;
    return made;
  }));
  map.tip.style.left = `${Math.max(0, Math.min(px + 14, map.data.size[0] - map.tip.offsetWidth - 4))}px`;
  map.tip.style.top = `${Math.max(0, Math.min(py + 14, map.data.size[1] - map.tip.offsetHeight - 4))}px`;
}

// ---- Hands -------------------------------------------------------------------------------------------------

function built(host) {
  const make = (tag, cls, parent) => {
    const made = document.createElement(tag);
    made.className = cls;
    parent.append(made);
    return made;
  };
  const key = make('div', 'tw-points-key', host);
  const field = make('div', 'tw-points', host);
  const canvas = make('canvas', '', field);
  const buttons = make('div', 'bar', field);
  const seen = make('div', 'seen', field);
  const tip = make('div', 'tip', field);
  tip.hidden = true;
  const map = { host, key, field, canvas, seen, tip, ctx: canvas.getContext('2d'), under: document.createElement('canvas'), over: document.createElement('canvas') };
  Object.assign(canvas, { tabIndex: 0 });
  canvas.setAttribute('role', 'img');
  for (const [sign, label, act] of [['+', 'Nearer', () => zoom(map, 2)], ['−', 'Further away', () => zoom(map, 0.5)], ['⟲', 'Back to the whole view', () => home(map)]]) {
    const button = make('button', '', buttons);
    Object.assign(button, { type: 'button', textContent: sign, title: label, onclick: act });
    button.setAttribute('aria-label', label);
  }
  canvas.onpointerdown = event => { canvas.setPointerCapture(event.pointerId); pointers(map).set(event.pointerId, event); map.drag = false; };
  canvas.onpointermove = event => moved(map, event);
  canvas.onpointerup = canvas.onpointercancel = event => { pointers(map).delete(event.pointerId); map.drag = false; };
  canvas.onpointerleave = () => { tip.hidden = true; };
  canvas.ondblclick = event => zoom(map, 2, event);
  canvas.onkeydown = event => pressed(map, event);
  // The wheel turns the page until the reader has taken hold of the map, or asks with Ctrl.
  canvas.addEventListener('wheel', event => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    zoom(map, 2 ** (-event.deltaY / (event.deltaMode ? 8 : 240)), event);
  }, { passive: false });
  return map;
}

const pointers = map => (map.pointers ??= new Map());

function fit(map) {
  const [width, height] = map.data.size;
  map.dpr = Math.min(window.devicePixelRatio || 1, 3);
  map.canvas.width = Math.round(width * map.dpr);
  map.canvas.height = Math.round(height * map.dpr);
  Object.assign(map.canvas.style, { width: `${width}px`, height: `${height}px` });
  map.canvas.setAttribute('aria-label', 'Map of your own points over routes and movements. Arrow keys move it, plus and minus change its scale, 0 goes back.');
}

function moved(map, event) {
  const held = pointers(map);
  const before = held.get(event.pointerId);
  if (!before) { hint(map, event); return; }
  const others = [...held.values()].filter(other => other.pointerId !== event.pointerId);
  held.set(event.pointerId, event);
  map.drag = true;
  map.tip.hidden = true;
  if (others.length) {
    const [apart, was] = [event, before].map(one => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY));
    if (was > 0) zoom(map, apart / was, event);
    return;
  }
  shift(map, before.clientX - event.clientX, before.clientY - event.clientY);
}

function shift(map, dx, dy) {
  map.at.x += dx / map.at.k;
  map.at.y += dy / map.at.k;
  changed(map);
}

function zoom(map, by, event) {
  const { at, data } = map;
  const k = Math.max(data.scale / OUT, Math.min(data.scale * IN, at.k * by));
  const box = map.canvas.getBoundingClientRect();
  const [px, py] = event ? [event.clientX - box.left - data.size[0] / 2, event.clientY - box.top - data.size[1] / 2] : [0, 0];
  at.x += px / at.k - px / k;
  at.y += py / at.k - py / k;
  at.k = k;
  changed(map);
}

function home(map) {
  map.at = { x: map.data.middle[0], y: map.data.middle[1], k: map.data.scale };
  changed(map);
}

function pressed(map, event) {
  const acts = {
    ArrowLeft: () => shift(map, -60, 0), ArrowRight: () => shift(map, 60, 0), ArrowUp: () => shift(map, 0, -60),
    ArrowDown: () => shift(map, 0, 60), '+': () => zoom(map, 2), '=': () => zoom(map, 2), '-': () => zoom(map, 0.5), 0: () => home(map),
  };
  if (!acts[event.key] || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  acts[event.key]();
}

// One drawing a frame, whatever comes in between; the pictures follow when the view rests or runs out of it.
function changed(map) {
  clearTimeout(map.resting);
  map.resting = setTimeout(() => rest(map), REST);
  if (map.due) return;
  map.due = true;
  requestAnimationFrame(() => {
    map.due = false;
    if (!map.host.isConnected) return;
    const [width, height] = map.data.size;
    const { at, rested } = map;
    const out = rested && (Math.abs(rested.x - at.x) * at.k > width * MARGIN || Math.abs(rested.y - at.y) * at.k > height * MARGIN);
    if (out) rest(map); else draw(map);
  });
}
