// Browser side of the map through time. The server sends one message; from then on every frame is drawn here,
// on a canvas: ground and routes from layers kept ready, movements anew. The server hears of a day when one rests
// on it, and of a click on a movement. Text from rows reaches the page by textContent and fillText alone.

const { drawGround, drawMoves, drawRoutes, drawWords, hit, laidOut, placeCallouts, unpack } = await import(
  `./player-map.js${new URL(import.meta.url).search}`);
const { DAY, MONTHS, ticks } = await import(`./player-strip.js${new URL(import.meta.url).search}`);

const decoder = new TextDecoder();
const SPEEDS = [2, 10, 30];
// Ms that a day rests before the link takes it; that a label of a movement stays at least; of the slow pulse.
const REST = 350;
const LINGER = 1600;
// A frame that comes late moves time on by no more than this, in s.
const LONGEST = 0.1;
// Rows of the list of movements, beside the map and below it; of the counts.
const ROWS = [8, 6];
const COUNTS = 4;
const known = new WeakMap();
const still = matchMedia('(prefers-reduced-motion: reduce)');

const isoOf = number => new Date(number * DAY).toISOString().slice(0, 10);
const numberOf = iso => Date.parse(`${iso}T00:00:00Z`) / DAY;
const wordsOf = number => {
  const date = new Date(number * DAY);
  return `${date.getUTCDate()}\u00a0${MONTHS[date.getUTCMonth()]}\u00a0${date.getUTCFullYear()}`;
};
const within = (value, least, most) => Math.min(Math.max(value, least), most);

function element(tag, cls, parent, attributes = {}, text = '') {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

// ---- Parts -------------------------------------------------------------------------------------------------

function build(host) {
  const root = element('div', 'tw-player', host, { role: 'group', 'aria-label': 'Movements through time' });
  const stage = element('div', 'tw-player-stage', root);
  const canvas = element('canvas', '', stage, { role: 'img', tabindex: '0' });
  const tip = element('div', 'tw-player-tip', stage, { 'aria-hidden': 'true', hidden: '' });
  const side = element('div', 'tw-player-side', root);
  const bar = element('div', 'tw-player-bar', root);
  const player = { root, stage, canvas, tip, side, playing: false, day: NaN, clock: 0, seen: new Map(), spots: new Map() };
  buildBar(player, bar);
  player.now = element('h4', '', side);
  player.list = element('div', 'tw-player-list', side);
  player.unit = element('select', '', side, { 'aria-label': 'Numbers to date, and what widths compare' });
  player.unit.onchange = () => player.tell('focus', `unit:${player.unit.value}`);
  player.counts = element('div', 'tw-player-counts', side);
  player.said = element('p', 'tw-player-said', root, { role: 'status', 'aria-live': 'polite' });
  root.addEventListener('keydown', event => key(player, event));
  canvas.addEventListener('pointermove', event => point(player, event));
  canvas.addEventListener('pointerleave', () => { tip.hidden = true; });
  canvas.addEventListener('click', event => press(player, event));
  still.addEventListener('change', () => { pause(player, false); quiet(player); draw(player); });
  return player;
}

function buildBar(player, bar) {
  const button = (cls, text, label, act) => {
    const made = element('button', cls, bar, { type: 'button', 'aria-label': label }, text);
    made.onclick = act;
    return made;
  };
  player.before = button('tw-player-step', '‹', 'Back to the day before on which something moves', () => step(player, -1));
  player.play = button('tw-player-play', 'Play', 'Play', () => (player.playing ? pause(player) : start(player)));
  player.after = button('tw-player-step', '›', 'On to the next day on which something moves', () => step(player, 1));
  player.date = element('output', 'tw-player-date', bar);
  const strip = element('div', 'tw-player-strip', bar);
  player.marks = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  player.marks.setAttribute('aria-hidden', 'true');
  player.marks.setAttribute('preserveAspectRatio', 'none');
  strip.append(player.marks);
  player.axis = element('div', 'tw-player-axis', strip, { 'aria-hidden': 'true' });
  player.range = element('input', '', strip, { type: 'range', step: '1', 'aria-label': 'Day' });
  player.range.addEventListener('input', () => { pause(player, false); go(player, Number(player.range.value)); });
  player.range.addEventListener('change', () => rest(player));
  const speeds = element('div', 'tw-player-speeds', bar, { role: 'radiogroup', 'aria-label': 'Days a second' });
  player.speeds = SPEEDS.map(speed => {
    const made = element('button', '', speeds, { type: 'button', role: 'radio' }, String(speed));
    made.onclick = () => { player.speed = speed; player.chosen = true; mark(player); };
    return made;
  });
  element('span', '', speeds, {}, 'days a second');
  player.strip = strip;
  new ResizeObserver(() => { if (player.data) ticks(player.data, player); }).observe(strip);
}

// ---- Message -----------------------------------------------------------------------------------------------

export async function player({ data: bytes, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  if (!known.has(host)) known.set(host, build(host));
  const player = known.get(host);
  player.tell = setTriggerValue;
  const message = decoder.decode(bytes);
  const end = message.indexOf('\n');
  const [at, scene] = [message.slice(0, end), message.slice(end + 1)];
  const fresh = player.scene !== scene;
  if (fresh) take(player, scene);
  // A day that came from here is no news; one from a link or from the browser's Back is.
  if (at !== player.at) {
    player.at = at;
    if (at && !player.playing) player.day = within(numberOf(at), player.data.first, player.data.last);
  }
  // A reader who has not moved yet is led to the beginning of other dates, too.
  const unmoved = fresh && player.day === player.opened;
  if (!player.at && !player.playing && (unmoved || outside(player))) player.day = player.opened = opening(player);
  player.day = within(player.day, player.data.first, player.data.last);
  if (fresh) await ready(player, scene);
  draw(player);
}

// Months without a movement are no beginning: the map opens, and plays anew, on the first day that shows one.
const opening = ({ stops, data }) => stops[0] ?? data.first;
const outside = ({ day, data }) => !(day >= data.first && day < data.last + 1);

function take(player, scene) {
  player.scene = scene;
  const data = JSON.parse(scene);
  player.data = data;
  unpack(data);
  player.stops = [...new Set(data.moves.map(move => within(move.first, data.first, data.last)))].sort((a, b) => a - b);
  player.seen.clear();
  player.spots.clear();
  player.layers = null;
  player.shown = '';
  Object.assign(player.range, { min: data.first, max: data.last });
  const days = data.last - data.first;
  if (!player.chosen) player.speed = days > 500 ? SPEEDS[2] : days > 120 ? SPEEDS[1] : SPEEDS[0];
  const [width, height] = data.size;
  player.canvas.style.width = player.stage.style.width = `${width}px`;
  player.canvas.style.height = `${height}px`;
  Object.assign(player.side.style, { height: data.wide ? `${height}px` : '', minHeight: '' });
  player.root.classList.toggle('tw-player-wide', data.wide);
  player.canvas.setAttribute('aria-label', data.alt);
  player.unit.replaceChildren(...data.counts.units.map(([code, label]) => {
    const option = element('option', '', null, { value: code }, label);
    option.selected = code === data.counts.unit;
    return option;
  }));
  mark(player);
  ticks(player.data, player);
  quiet(player);
}

async function ready(player, scene) {
  const { data } = player;
  const fonts = [400, 600].map(weight => document.fonts.load(`${weight} ${data.text}px "Tumen Sans"`));
  const missing = await laidOut(data);
  await Promise.all(fonts);
  if (player.scene !== scene) return;
  player.layers = null;
  if (missing) player.said.textContent = 'The ground of the map could not be loaded from this server; lines are in place.';
  player.root.dataset.drawn = String(Number(player.root.dataset.drawn ?? 0) + 1);
}

function quiet(player) {
  player.root.classList.toggle('tw-player-still', still.matches);
  const single = player.data.first === player.data.last;
  player.play.hidden = still.matches || single;
  player.before.disabled = player.after.disabled = player.range.disabled = single;
}

function mark(player) {
  player.speeds.forEach((button, at) => button.setAttribute('aria-checked', String(SPEEDS[at] === player.speed)));
}

// ---- Time --------------------------------------------------------------------------------------------------

function start(player) {
  if (still.matches) return;
  if (player.day >= player.data.last) player.day = opening(player);
  clearTimeout(player.rest);
  player.playing = true;
  player.past = performance.now();
  show(player);
  // The title speaks of one day only while the map stands on it.
  if (player.at) tell(player, '');
  requestAnimationFrame(now => frame(player, now));
}

function pause(player, told = true) {
  if (!player.playing) return;
  player.playing = false;
  player.day = Math.floor(player.day);
  show(player);
  if (told) { draw(player); rest(player); }
}

function frame(player, now) {
  if (!player.playing || !player.canvas.isConnected) { player.playing = false; return; }
  const elapsed = within((now - player.past) / 1000, 0, LONGEST);
  player.past = now;
  player.clock += elapsed;
  player.day = Math.min(player.day + elapsed * player.speed, player.data.last);
  draw(player);
  if (player.day >= player.data.last) pause(player);
  else requestAnimationFrame(later => frame(player, later));
}

function go(player, day) {
  player.day = within(day, player.data.first, player.data.last);
  draw(player);
}

function step(player, way) {
  const day = Math.floor(player.day);
  pause(player, false);
  const { stops, data } = player;
  const next = way > 0 ? stops.find(stop => stop > day) ?? data.last : stops.findLast(stop => stop < day) ?? data.first;
  go(player, next);
  rest(player);
}

const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };

function key(player, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const button = event.target.closest('button');
  if (event.key === ' ' && !button) {
    if (player.play.hidden) step(player, 1);
    else if (player.playing) pause(player);
    else start(player);
  } else if (event.key in KEYS && !button) {
    pause(player, false);
    go(player, Math.floor(player.day) + KEYS[event.key] * (event.shiftKey ? 7 : 1));
    rest(player);
  } else {
    return;
  }
  event.preventDefault();
}

// The link takes a day that rests; the server's answer brings its finding as the title.
function rest(player) {
  clearTimeout(player.rest);
  player.rest = setTimeout(() => {
    if (player.playing) return;
    player.said.textContent = spoken(player);
    tell(player, isoOf(Math.floor(player.day)));
  }, REST);
}

function tell(player, at) {
  if (at === player.at) return;
  player.at = at;
  player.tell('focus', `at:${at}`);
}

// ---- Drawing -----------------------------------------------------------------------------------------------

function draw(player) {
  const { data, canvas } = player;
  const scale = Math.min(devicePixelRatio || 1, 3);
  if (!player.layers || player.scale !== scale) layer(player, scale);
  const day = Math.floor(player.day);
  const since = drawRoutes(player.layers, data, day, player.since);
  player.since = since;
  const seen = visible(player, day);
  const told = seen.filter(({ move, age, held }) => move.told && (!age || held));
  placeCallouts(player.spots, data, told, player.layers.words);
  const context = canvas.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(player.layers.base, 0, 0);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawMoves(context, data, seen, { clock: player.clock, moving: player.playing });
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(player.layers.top, 0, 0);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawWords(context, data, told, player.spots);
  readouts(player, day, seen);
}

function layer(player, scale) {
  const { data } = player;
  player.scale = scale;
  player.layers = drawGround(data, scale);
  player.since = null;
  Object.assign(player.canvas, { width: Math.round(data.size[0] * scale), height: Math.round(data.size[1] * scale) });
}

// The movements to be seen on a day, those under way last; `held` keeps a label a moment longer than its day.
function visible(player, day) {
  const now = player.clock * 1000;
  const found = [];
  for (const move of player.data.moves) {
    if (day < move.first || day > move.last + player.data.trace[0]) { player.seen.delete(move.id); continue; }
    const age = Math.max(day - move.last, 0);
    if (!age && !player.seen.has(move.id)) player.seen.set(move.id, now);
    const held = player.playing && now - (player.seen.get(move.id) ?? -LINGER) < LINGER;
    found.push({ move, age, held });
  }
  return found.sort((a, b) => b.age - a.age || b.move.weight - a.move.weight);
}

function readouts(player, day, seen) {
  const words = wordsOf(day);
  if (player.date.textContent !== words) {
    player.date.textContent = words;
    player.range.value = day;
    player.range.setAttribute('aria-valuetext', words);
  }
  const step = player.data.counts.steps.findLastIndex(([since]) => since <= day);
  const ahead = player.data.moves.findIndex(move => move.first > day);
  const shown = `${seen.map(({ move, age }) => move.id + (age ? '-' : '+')).join()}|${step}|${ahead}`;
  if (player.shown === shown) return;
  player.shown = shown;
  // The counts first: the list takes what room they leave.
  counts(player, player.data.counts.steps[step]?.[1] ?? []);
  list(player, day, [...seen].reverse());
}

function list(player, day, seen) {
  const under = seen.filter(({ age }) => !age).length;
  player.now.textContent = under ? 'Under way, by its dates' : 'Nothing is dated to this day';
  const next = under ? null : player.data.moves.find(move => move.first > day);
  const rows = seen.slice(0, ROWS[player.data.wide ? 0 : 1]).map(({ move, age }) => row(player, move, age ? 'tw-player-past' : ''));
  const lines = () => [...(next ? [row(player, next, 'tw-player-next')] : []), ...rows, ...more(player, seen, rows.length)];
  player.list.replaceChildren(...lines());
  // Beside the map there is so much room and no more: what stands below must not move while it plays.
  while (player.data.wide && rows.length && player.list.scrollHeight > player.list.clientHeight) {
    rows.pop();
    player.list.replaceChildren(...lines());
  }
  if (!player.data.wide && player.playing) player.side.style.minHeight = `${player.side.offsetHeight}px`;
}

// A movement opens its card; the next one to come leads to its first day.
function row(player, move, cls) {
  const ahead = cls === 'tw-player-next';
  const made = element('button', cls, null, { type: 'button' });
  made.onclick = () => {
    if (!ahead) return player.tell('focus', `event:${move.id}`);
    pause(player, false);
    go(player, move.first);
    return rest(player);
  };
  element('i', move.unknown ? 'tw-player-unknown' : '', made).style.color = move.colour;
  const text = element('span', '', made);
  element('strong', '', text, {}, move.label);
  const said = [ahead ? 'next' : '', move.when, move.status, move.path, move.load];
  element('small', '', text, {}, said.filter(Boolean).join(' · '));
  return made;
}

function more(player, seen, shown) {
  const hidden = seen.slice(shown);
  const under = hidden.filter(({ age }) => !age).length;
  const before = hidden.length - under;
  const words = [under && `${under} more under way`, before && `${before} more in the ${player.data.trace[0]} days before`].filter(Boolean);
  return words.length ? [element('p', '', null, {}, `and ${words.join(', ')}`)] : [];
}

function counts(player, said) {
  const rows = said.slice(0, COUNTS).map(([origin, number, day, counted]) => {
    const row = element('p', counted ? '' : 'tw-player-uncounted');
    element('strong', '', row, {}, number);
    element('span', '', row, {}, `${origin}, ${day.replaceAll(' ', '\u00a0')}`);
    return row;
  });
  const more = said.length - rows.length;
  if (!said.length) rows.push(element('p', 'tw-player-uncounted', null, {}, player.data.counts.none));
  if (more > 0) rows.push(element('p', 'tw-player-uncounted', null, {}, `and ${more} earlier`));
  player.counts.replaceChildren(...rows);
}

function show(player) {
  player.play.textContent = player.playing ? 'Pause' : 'Play';
  player.play.setAttribute('aria-label', player.playing ? 'Pause' : 'Play');
  player.root.classList.toggle('tw-player-playing', player.playing);
}

function spoken(player) {
  const under = visible(player, Math.floor(player.day)).filter(({ age }) => !age).reverse();
  const told = under.map(({ move }) => `${move.label} (${move.status}, ${move.when})`).join('; ');
  return `${wordsOf(Math.floor(player.day))}: ${told || 'nothing is dated to this day'}`;
}

// ---- Pointer -----------------------------------------------------------------------------------------------

function under(player, event) {
  const box = player.canvas.getBoundingClientRect();
  const day = Math.floor(player.day);
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  return { x, y, box, found: hit(player.data, visible(player, day), day, x, y) };
}

function point(player, event) {
  const { x, y, box, found } = under(player, event);
  player.canvas.style.cursor = found?.move ? 'pointer' : '';
  player.tip.hidden = !found;
  if (!found) return;
  player.tip.textContent = found.text;
  player.tip.style.left = `${within(x + 14, 0, box.width - player.tip.offsetWidth - 4)}px`;
  player.tip.style.top = `${y + 18 + player.tip.offsetHeight > box.height ? y - player.tip.offsetHeight - 10 : y + 18}px`;
}

function press(player, event) {
  const { found } = under(player, event);
  if (found?.move) player.tell('focus', `event:${found.move.id}`);
}
