// Browser side of the timeline's tools: a brush over the months of all events, and a search that narrows
// while one types. Both answer at once by themselves; the server hears of a window when it is let go.

const decoder = new TextDecoder();
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 864e5;
const SVG = 'http://www.w3.org/2000/svg';
const known = new WeakMap();

function element(tag, cls, parent, attributes = {}) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent?.append(made);
  return made;
}

// Days are numbers since 1970, as the server counts them.
const numberOf = iso => Date.parse(`${iso}T00:00:00Z`) / DAY;
const dateOf = number => new Date(number * DAY);
const isoOf = number => dateOf(number).toISOString().slice(0, 10);
const words = number => {
  const date = dateOf(number);
  return `${date.getUTCDate()}\u00a0${MONTHS[date.getUTCMonth()]}\u00a0${date.getUTCFullYear()}`;
};
const monthOf = number => dateOf(number).getUTCFullYear() * 12 + dateOf(number).getUTCMonth();
const firstOf = month => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
const isFirst = number => dateOf(number).getUTCDate() === 1;
const nearestFirst = number => {
  const [before, after] = [firstOf(monthOf(number)), firstOf(monthOf(number) + 1)];
  return number - before <= after - number ? before : after;
};
const within = (value, least, most) => Math.min(Math.max(value, least), most);

// ---- Brush -------------------------------------------------------------------------------------------------

// A window this short is set by days, a longer one by months; Shift asks for days.
const SHORT = 62;
const HEIGHT = 26;
// Keys are often pressed in a row: the window is sent when they rest.
const REST = 350;

function buildBrush(host) {
  const root = element('div', 'tw-brush', host, { role: 'group', 'aria-label': 'Dates: drag over the months' });
  const strip = element('div', 'tw-brush-strip', root);
  const bars = [0, 1].map(() => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(document.createElementNS(SVG, 'path'));
    strip.append(svg);
    return svg;
  });
  bars[1].classList.add('tw-brush-inside');
  const pane = element('div', 'tw-brush-window', strip);
  const handles = ['From', 'To'].map(name => element('div', 'tw-brush-handle', strip, {
    role: 'slider', tabindex: '0', 'aria-label': `${name}: arrow keys by month, with Shift by day`,
  }));
  const said = handles.map(handle => element('span', 'tw-brush-said', handle));
  const axis = element('div', 'tw-brush-axis', strip, { 'aria-hidden': 'true' });
  const presets = element('div', 'tw-brush-presets', root);
  const brush = { strip, bars, pane, handles, said, axis, presets, width: 0 };
  strip.addEventListener('pointerdown', event => press(brush, event));
  strip.addEventListener('dblclick', () => { brush.at = [brush.first, brush.end]; place(brush); send(brush); });
  handles.forEach((handle, side) => handle.addEventListener('keydown', event => key(brush, side, event)));
  new ResizeObserver(() => { if (brush.data && strip.clientWidth !== brush.width) paint(brush); }).observe(strip);
  return brush;
}

export function brush({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  if (!known.has(host)) known.set(host, buildBrush(host));
  const brush = known.get(host);
  brush.tell = setTriggerValue;
  const message = decoder.decode(data);
  if (brush.message === message) return;
  brush.message = message;
  brush.data = JSON.parse(message);
  if (!brush.held) take(brush);
}

// Take over what the server says: the window, the months and the presets.
function take(brush) {
  const { data } = brush;
  [brush.first] = data.knots[0];
  [brush.end] = data.knots.at(-1);
  brush.at = [
    data.from ? within(numberOf(data.from), brush.first, brush.end) : brush.first,
    data.to ? within(numberOf(data.to) + 1, brush.first, brush.end) : brush.end,
  ];
  brush.presets.replaceChildren(...data.presets.map(([label, from, to]) => {
    const button = element('button', '', null, { type: 'button', 'aria-pressed': from === data.from && to === data.to });
    button.textContent = label;
    button.onclick = () => brush.tell('window', `${from}:${to}`);
    return button;
  }));
  paint(brush);
}

// Piecewise linear: the knots say which day stands at which share of the strip.
function shareOf(brush, day) {
  const { knots } = brush.data;
  const at = within(knots.findIndex(([number]) => number >= day), 1, knots.length - 1);
  const [[d0, s0], [d1, s1]] = [knots[at - 1], knots[at]];
  return s0 + (within(day, d0, d1) - d0) / (d1 - d0) * (s1 - s0);
}

function dayAt(brush, share) {
  const { knots } = brush.data;
  const at = within(knots.findIndex(([, other]) => other >= share), 1, knots.length - 1);
  const [[d0, s0], [d1, s1]] = [knots[at - 1], knots[at]];
  return Math.round(d0 + (within(share, s0, s1) - s0) / (s1 - s0) * (d1 - d0));
}

function paint(brush) {
  const { data, strip } = brush;
  brush.width = strip.clientWidth;
  const most = Math.max(...data.counts, 1);
  const month = monthOf(numberOf(data.first));
  const px = day => shareOf(brush, day) * brush.width;
  const path = data.counts.map((count, at) => {
    if (!count) return '';
    const [left, right] = [px(firstOf(month + at)), px(firstOf(month + at + 1))];
    const height = Math.max(count / most * (HEIGHT - 2), 1.5);
    return `M${left.toFixed(1)} ${HEIGHT}v${-height.toFixed(1)}h${Math.max(right - left - 1, 0.8).toFixed(1)}V${HEIGHT}Z`;
  }).join('');
  for (const svg of brush.bars) {
    svg.setAttribute('viewBox', `0 0 ${brush.width} ${HEIGHT}`);
    svg.firstChild.setAttribute('d', path);
  }
  paintYears(brush, px);
  place(brush);
}

function paintYears(brush, px) {
  const first = dateOf(brush.first).getUTCFullYear();
  const last = dateOf(brush.end - 1).getUTCFullYear();
  const labels = [];
  let free = -1;
  for (let year = last; year >= first; year -= 1) {
    const left = px(firstOf(year * 12));
    const room = free < 0 ? brush.width : free;
    if (left + 32 > room || (year === first && left > 40)) continue;
    const label = element('span', '', null);
    label.textContent = year;
    label.style.left = `${left.toFixed(1)}px`;
    labels.push(label);
    free = left - 4;
  }
  brush.axis.replaceChildren(...labels);
}

function place(brush) {
  const [left, right] = brush.at.map(day => shareOf(brush, day) * brush.width);
  const open = [brush.at[0] <= brush.first, brush.at[1] >= brush.end];
  brush.pane.style.left = `${left}px`;
  brush.pane.style.width = `${Math.max(right - left, 1)}px`;
  brush.bars[1].style.clipPath = `inset(0 ${Math.max(brush.width - right, 0)}px 0 ${left}px)`;
  brush.strip.classList.toggle('tw-brush-closed', !open[0] && !open[1]);
  brush.handles.forEach((handle, side) => {
    const day = brush.at[side] - side;
    const text = open[side] ? ['no first day', 'no last day'][side] : words(day);
    handle.style.left = `${[left, right][side]}px`;
    brush.said[side].textContent = text;
    handle.setAttribute('aria-valuemin', brush.first);
    handle.setAttribute('aria-valuemax', brush.end - 1);
    handle.setAttribute('aria-valuenow', day);
    handle.setAttribute('aria-valuetext', text);
  });
}

// In a narrow window the handles lie over each other: what is pressed is the nearer edge, not the upper handle.
function sideOf(brush, event, box) {
  const side = brush.handles.indexOf(event.target.closest('.tw-brush-handle'));
  if (side < 0) return side;
  const [left, right] = brush.at.map(day => box.left + shareOf(brush, day) * box.width);
  return Math.abs(event.clientX - left) < Math.abs(event.clientX - right) ? 0 : 1;
}

function press(brush, event) {
  if (event.button || !brush.data) return;
  const box = brush.strip.getBoundingClientRect();
  const dayOf = other => dayAt(brush, (other.clientX - box.left) / box.width);
  const side = sideOf(brush, event, box);
  const closed = brush.strip.classList.contains('tw-brush-closed');
  const hold = side >= 0 ? 'edge' : closed && event.target === brush.pane ? 'move' : 'new';
  const start = { x: event.clientX, day: dayOf(event), at: [...brush.at] };
  const pointer = event.pointerId;
  brush.strip.setPointerCapture(pointer);
  if (side >= 0) brush.handles[side].focus({ preventScroll: true });
  const move = other => {
    if (other.pointerId !== pointer || (!brush.held && Math.abs(other.clientX - start.x) < 3)) return;
    brush.held = true;
    brush.strip.classList.add('tw-brush-held');
    brush.at = DRAGS[hold](brush, start, dayOf(other), other.shiftKey, side);
    place(brush);
  };
  const release = other => {
    if (other.pointerId !== pointer) return;
    for (const [name, listener] of Object.entries(heard)) brush.strip.removeEventListener(name, listener);
    brush.strip.classList.remove('tw-brush-held');
    if (!brush.held) return;
    brush.held = false;
    if (other.type === 'pointerup') send(brush); else take(brush);
  };
  const heard = { pointermove: move, pointerup: release, pointercancel: release };
  for (const [name, listener] of Object.entries(heard)) brush.strip.addEventListener(name, listener);
  event.preventDefault();
}

const snapped = (brush, day, fine) => within(fine ? day : nearestFirst(day), brush.first, brush.end);

const DRAGS = {
  edge(brush, start, day, fine, side) {
    const other = start.at[1 - side];
    const at = snapped(brush, day, fine || Math.abs(day - other) < SHORT);
    return side ? [other, Math.max(at, other + 1)] : [Math.min(at, other - 1), other];
  },
  move(brush, start, day, fine) {
    const [from, to] = start.at;
    const length = to - from;
    if (!fine && isFirst(from) && isFirst(to)) {
      const months = Math.round((day - start.day) / 30.44);
      const moved = [firstOf(monthOf(from) + months), firstOf(monthOf(to) + months)];
      if (moved[0] >= brush.first && moved[1] <= brush.end) return moved;
    }
    const left = within(from + day - start.day, brush.first, brush.end - length);
    return [left, left + length];
  },
  new(brush, start, day, fine) {
    const [from, to] = [Math.min(start.day, day), Math.max(start.day, day) + 1];
    if (fine) return [from, to];
    const left = within(firstOf(monthOf(from)), brush.first, brush.end);
    return [left, within(firstOf(monthOf(to - 1) + 1), left + 1, brush.end)];
  },
};

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 };

function key(brush, side, event) {
  const other = brush.at[1 - side];
  let at = brush.at[side];
  if (event.key in STEPS) {
    const step = STEPS[event.key];
    if (event.shiftKey) at += step;
    else at = isFirst(at) || step > 0 ? firstOf(monthOf(at) + step) : firstOf(monthOf(at) + step + 1);
  } else if (event.key === 'Home') {
    at = brush.first;
  } else if (event.key === 'End') {
    at = brush.end;
  } else {
    return;
  }
  event.preventDefault();
  at = side ? within(at, other + 1, brush.end) : within(at, brush.first, other - 1);
  brush.at[side] = at;
  brush.held = true;
  brush.handles[side].classList.add('tw-brush-told');
  place(brush);
  clearTimeout(brush.rest);
  brush.rest = setTimeout(() => {
    brush.held = false;
    brush.handles[side].classList.remove('tw-brush-told');
    send(brush);
  }, REST);
}

function send(brush) {
  const [from, to] = brush.at;
  // Whatever the server answers is taken, even what it said before.
  brush.message = '';
  brush.tell('window', `${from <= brush.first ? '' : isoOf(from)}:${to >= brush.end ? '' : isoOf(to - 1)}`);
}

// ---- Search ------------------------------------------------------------------------------------------------

const PAUSE = 200;

function buildSearch(host) {
  const root = element('div', 'tw-search', host, { role: 'search' });
  const field = element('input', '', root, {
    type: 'search', maxlength: '200', placeholder: 'Search events: Rajin, 라진, KN-23 …', 'aria-label': 'Search events',
    autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search',
  });
  const left = element('span', '', root, { role: 'status', 'aria-live': 'polite' });
  const search = { field, left, turn: 0 };
  field.addEventListener('input', () => later(search, field.value === '' ? 0 : PAUSE));
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') later(search, 0);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    field.value = '';
    later(search, 0);
  });
  return search;
}

function later(search, pause) {
  clearTimeout(search.wait);
  search.turn += 1;
  search.wait = setTimeout(() => search.tell('words', `${search.turn}:${search.field.value}`), pause);
}

export function search({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  const fresh = !known.has(host);
  if (fresh) known.set(host, buildSearch(host));
  const search = known.get(host);
  search.tell = setTriggerValue;
  const message = decoder.decode(data);
  if (search.message === message) return;
  search.message = message;
  const { words: asked, left, turn } = JSON.parse(message);
  if (fresh) search.turn = turn;
  // An answer to earlier letters says nothing about those typed since.
  if (turn < search.turn) return;
  search.left.textContent = left;
  if (search.field.value.replace(/\s+/g, ' ').trim() !== asked) search.field.value = asked;
}
