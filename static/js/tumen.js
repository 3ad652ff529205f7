// Browser side of Tumen Watch: exhibits keep their chart and update it; trees are built from
// plain data with textContent only, so text from rows is never read as HTML.

// The sheets are linked once a page, not sent as an element: a style element that arrives with every
// rerun makes the browser work out the style of the whole page again.
const sheets = Promise.all(['page', 'content'].map(name => new Promise(settled => {
  const sheet = document.createElement('link');
  const href = new URL(`../css/${name}.css${new URL(import.meta.url).search}`, import.meta.url);
  Object.assign(sheet, { rel: 'stylesheet', href, onload: settled, onerror: settled });
  document.head.append(sheet);
})));

const instances = new WeakMap();
const loaded = {};
const once = (key, load) => (loaded[key] ??= load());
const address = path => new URL(path, document.baseURI);
const SAFE_LINK = /^(https?:\/\/|\/(?!\/)|\?)/;
const SAFE_IMAGE = /^data:image\/svg\+xml[;,]/;

const plotly = () => once('plotly', () => new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = address(new URL(import.meta.url).searchParams.get('plotly'));
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => reject(new Error('The chart library could not be loaded from this server.'));
  document.head.append(script);
}));
// Fetched while the server still builds the first figure; whoever draws waits for it and tells of a failure.
plotly().catch(() => {});
const template = path => once(path, () => fetch(address(path)).then(answer => answer.json()));
const frames = count => new Promise(resolve => {
  const step = left => (left > 0 ? requestAnimationFrame(() => step(left - 1)) : resolve());
  step(count);
});

// Lines may end at a thin space and inside a date; a number and a date must stay whole.
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const BEFORE_MONTH = new RegExp(`(\\d) (?=${MONTH}\\b)`, 'g');
const AFTER_MONTH = new RegExp(`\\b(${MONTH}) (?=\\d)`, 'g');
const firm = text => String(text ?? '').replace(/(\d)\u2009(?=\d)/g, '$1\u2060\u2009\u2060')
  .replace(BEFORE_MONTH, '$1\u00a0').replace(AFTER_MONTH, '$1\u00a0');

function element(tag, cls, parent) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  if (parent) parent.append(made);
  return made;
}

function frameOf(host) {
  const figure = element('figure', 'tw-exhibit', host);
  const part = { figure };
  part.title = element('h3', 'tw-title', figure);
  part.subtitle = element('p', 'tw-subtitle', figure);
  part.key = element('div', 'tw-key', figure);
  part.picture = element('div', 'tw-picture', figure);
  part.chart = element('div', 'tw-chart', part.picture);
  part.source = element('p', 'tw-source', figure);
  part.note = element('p', 'tw-source', figure);
  part.foot = element('div', 'tw-foot', figure);
  part.stamp = element('span', '', part.foot);
  part.link = element('a', '', part.foot);
  return part;
}

function keyRow(row, items) {
  row.replaceChildren(...items.map(([label, src, width, height, rule]) => {
    const item = element('span', rule ? 'tw-key-item tw-key-rule' : 'tw-key-item');
    if (src && SAFE_IMAGE.test(src)) {
      const mark = element('img', '', item);
      Object.assign(mark, { src, width, height, alt: '' });
    }
    item.append(label);
    return item;
  }));
}

function fillFrame(part, data) {
  part.figure.setAttribute('aria-label', data.alt);
  part.figure.setAttribute('role', 'figure');
  part.title.textContent = firm(data.title);
  part.subtitle.textContent = firm(data.subtitle);
  keyRow(part.key, data.key);
  part.source.textContent = firm(data.source);
  part.note.textContent = firm(data.note);
  part.note.hidden = !data.note;
  part.stamp.textContent = data.footer;
  part.link.textContent = data.link;
  if (SAFE_LINK.test(data.link)) part.link.href = data.link;
  part.picture.style.height = `${data.chart.layout.height}px`;
}

async function drawChart(instance, data) {
  const turn = ++instance.turn;
  const [Plotly, look] = await Promise.all([plotly(), template(data.template)]);
  if (data.order) await frames(2 * data.order);
  if (turn !== instance.turn) return;
  const picture = data.template + JSON.stringify(data.chart);
  if (instance.picture !== picture) {
    instance.picture = picture;
    const layout = { ...data.chart.layout, template: look };
    await Plotly.react(instance.part.chart, data.chart.data, layout, { displayModeBar: false, responsive: false });
  }
  instance.part.figure.dataset.drawn = turn;
  if (instance.bound) return;
  instance.bound = true;
  if (data.sought) instance.part.figure.scrollIntoView({ block: 'start' });
  instance.part.chart.on('plotly_click', event => {
    const point = event.points.find(candidate => candidate.customdata !== undefined && candidate.data.meta);
    if (!point) return;
    const focus = `${point.data.meta}:${point.customdata}`;
    // A tap is told twice: by the finger, and by the mouse that the browser makes of it.
    const told = performance.now();
    if (focus === instance.told?.focus && told - instance.told.at < 700) return;
    instance.told = { focus, at: told };
    follow(focus, instance.part.figure);
    instance.send('focus', focus);
  });
}

// Ways of the keyboard that the widgets lack.
import(`./keyboard.js${new URL(import.meta.url).search}`);
// Clicks that a busy map would lose.
import(`./press.js${new URL(import.meta.url).search}`);

const decoder = new TextDecoder();
const text = bytes => decoder.decode(bytes);

export async function exhibit({ data: bytes, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  let instance = instances.get(host);
  if (!instance) instances.set(host, instance = { part: frameOf(host), turn: 0 });
  instance.send = setTriggerValue;
  instance.served = text(bytes);
  await draw(instance, instance.served);
}

async function draw(instance, message) {
  if (instance.message === message) return;
  instance.message = message;
  const data = JSON.parse(message);
  exhibits.set(data.id, instance);
  fillFrame(instance.part, data);
  await drawChart(instance, data);
}

// What the next press of a watched button will show, built by the server while the reader looked. It
// is drawn at once; the server's own answer follows and, being the same, changes nothing.
const exhibits = new Map();
const next = { message: '', watch: '', figures: {}, spent: true };

export function ahead({ data: bytes }) {
  const message = text(bytes);
  if (next.message === message) return;
  Object.assign(next, JSON.parse(message), { message, spent: false });
}

// Whatever is done before the answer has come may lead back to where the page was, and then no answer comes: what was
// drawn ahead is taken back.
let presses = 0;
const takeBack = () => {
  presses += 1;
  for (const instance of exhibits.values()) {
    if (instance.ahead && instance.message === instance.ahead) draw(instance, instance.served);
    instance.ahead = '';
  }
};
window.addEventListener('popstate', takeBack);

window.addEventListener('click', event => {
  takeBack();
  const button = next.spent ? null : event.target.closest?.(next.watch);
  if (!button) return;
  next.spent = true;
  const pressed = [...document.querySelectorAll(next.watch)].indexOf(button);
  const [press, figures] = [presses, Object.entries(next.figures)];
  const show = () => figures.forEach(([id, messages]) => {
    const instance = exhibits.get(id);
    if (instance && press === presses) draw(instance, instance.ahead = messages[pressed]);
  });
  // Two turns later: the press itself goes to the server in the turn between.
  setTimeout(() => setTimeout(show));
}, true);

const TAGS = new Set(('div span p h1 h2 h3 h4 ul ol li table thead tbody tfoot tr th td a img button time small strong '
  + 'dl dt dd section hr abbr details summary').split(' '));

function grow(node, send) {
  if (!Array.isArray(node)) return document.createTextNode(firm(node));
  const [tag, attributes, ...children] = node;
  const made = document.createElement(TAGS.has(tag) ? tag : 'span');
  for (const [name, value] of Object.entries(attributes ?? {})) attach(made, name, value, send);
  made.append(...children.map(child => grow(child, send)));
  return made;
}

function attach(made, name, value, send) {
  if (name === 'open') {
    made.dataset.open = value;
    made.onclick = () => {
      if (value === 'copy:link') return copyLink(made);
      follow(value, made);
      return send('focus', value);
    };
  } else if (name === 'href') {
    if (!SAFE_LINK.test(value)) return;
    made.href = value;
    if (/^https?:/.test(value)) Object.assign(made, { target: '_blank', rel: 'noopener noreferrer' });
  } else if (name === 'src') {
    if (SAFE_IMAGE.test(value)) made.src = value;
  } else if (name === 'style') {
    made.style.cssText = value;
  } else if (!name.startsWith('on')) {
    made.setAttribute(name, value);
  }
}

async function copyLink(button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Copy it from the address bar';
  }
  setTimeout(() => { button.textContent = words; }, 1600);
}

// A long tree that changes is grown after the page's first figure, which is what a reader waits for.
const LONG = 4000;

export async function tree({ data: bytes, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  const message = text(bytes);
  const known = instances.get(host) ?? {};
  known.send = setTriggerValue;
  instances.set(host, known);
  if (known.text === message) return;
  const changed = known.text !== undefined;
  known.text = message;
  if (changed && message.length > LONG) await frames(4);
  if (known.text !== message) return;
  host.replaceChildren(grow(JSON.parse(message), (key, value) => known.send(key, value)));
  reveal(host.querySelector('.tw-card'));
  if (!changed) seek(host.querySelector('.tw-sought'));
}

// What a link points to is brought into view, again and again while figures above it still grow, until the page
// stands still or the reader moves it.
async function seek(sought) {
  const begun = performance.now();
  let before = NaN;
  for (let still = 0; sought && still < 40 && reader.touched <= begun && performance.now() < begun + 5000;) {
    sought.scrollIntoView({ block: 'start' });
    await frames(1);
    const { top } = sought.getBoundingClientRect();
    still = Math.abs(top - before) > 1 ? 0 : still + 1;
    before = top;
  }
}

// A card that a press opens out of sight is brought into view. When it is closed, and the page is laid out anew
// without it, the reader is back at the line that opened it. A link that names an event moves nothing.
const reader = { pressed: false, place: null, shown: 0, touched: 0, moved: false };
const page = () => document.querySelector('[data-testid="stMain"]');
for (const input of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  const note = () => { reader.touched = performance.now(); reader.moved ||= input !== 'pointerdown'; };
  window.addEventListener(input, note, { capture: true, passive: true });
}

function follow(focus, from) {
  if (focus.startsWith('event:')) {
    reader.pressed = true;
    if (!from.closest('.tw-card')) reader.place = page().scrollTop;
  } else if (focus === 'close' && reader.place !== null) {
    const read = reader.moved && Math.abs(page().scrollTop - reader.shown) > 60;
    goBack(read ? page().scrollTop : reader.place);
    reader.place = null;
  } else if (/^(headline|metric|flows|goods|group|way):/.test(focus)) revealRows();
}

// The table of rows that a press opens under its figure is brought into view, when it has come and as far as it grows.
async function revealRows() {
  const begun = performance.now();
  const table = () => document.querySelector('.st-key-rows-panel');
  const before = table()?.textContent;
  while (performance.now() < begun + 6000 && (table()?.textContent ?? before) === before) await frames(2);
  if (table()?.textContent === before) return;
  let bottom = NaN;
  for (let still = 0; still < 30 && table() && reader.touched <= begun && performance.now() < begun + 9000;) {
    table().scrollIntoView({ block: 'nearest' });
    await frames(1);
    const end = table()?.getBoundingClientRect().bottom;
    still = Math.abs(end - bottom) > 1 ? 0 : still + 1;
    bottom = end;
  }
}

async function reveal(card) {
  if (!card || !reader.pressed) return;
  reader.pressed = false;
  const { top } = card.getBoundingClientRect();
  if (top < 60 || top > innerHeight - 200) card.scrollIntoView({ block: 'start' });
  await frames(4);
  Object.assign(reader, { shown: page().scrollTop, moved: false });
}

// The columns beside the card go with it: the page is short for a moment, and grows again as figures are drawn.
async function goBack(place) {
  const pressed = performance.now();
  const card = () => document.querySelector('.tw-card');
  while (card() && performance.now() < pressed + 4000) await frames(1);
  for (let still = 0; still < 60 && !card() && reader.touched <= pressed && performance.now() < pressed + 8000;) {
    still = Math.abs(page().scrollTop - place) > 1 ? 0 : still + 1;
    if (!still) page().scrollTop = place;
    await frames(1);
  }
}

const measured = () => {
  const block = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!block) return 0;
  const style = getComputedStyle(block);
  const inner = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return Math.floor(inner / 2) * 2;
};

export function viewport({ data, parentElement, setStateValue }) {
  const host = parentElement.querySelector('.tw-host');
  const known = instances.get(host) ?? {};
  instances.set(host, known);
  known.set = setStateValue;
  known.width = data.width;
  const report = () => {
    const width = Math.min(measured(), 1360);
    if (width > 200 && Math.abs(width - known.width) > 8) known.set('width', width);
  };
  // Before our sheet is there the page has other margins, and pictures of that width would be cut off.
  sheets.then(report);
  const bar = document.querySelector('.st-key-top')?.parentElement;
  if (bar) bar.style.cssText = 'position:sticky;top:52px;z-index:90';
  if (known.watching) return;
  known.watching = true;
  let wait;
  window.addEventListener('resize', () => { clearTimeout(wait); wait = setTimeout(report, 250); });
}

// The tools of the timeline live in a script of their own, fetched with the page that uses them.
const timeline = () => once('timeline', () => import(`./timeline.js${new URL(import.meta.url).search}`));
export const brush = async argument => (await timeline()).brush(argument);
export const search = async argument => (await timeline()).search(argument);
// So does the map through time.
const playing = () => once('player', () => import(`./player.js${new URL(import.meta.url).search}`));
export const player = async argument => (await playing()).player(argument);
// A reader's own points and the map beneath them come as two messages to one script.
const ownPoints = () => once('points', () => import(`./points.js${new URL(import.meta.url).search}`));
export const feed = async argument => (await ownPoints()).feed(argument);
export const points = async argument => (await ownPoints()).points(argument);

// The bar of a story: a tree whose pressed button keeps the keyboard, over a change of page too.
let pressed = '';
const KEPT = [['.next', '.next'], ['.ways>.tw-button', '.ways>button.tw-button'], ['.dots button', '[aria-current=step]'],
  ['.return', '[aria-current=step]']];

export async function story(argument) {
  const host = argument.parentElement.querySelector('.tw-host');
  if (!host.onclickcapture) {
    host.onclickcapture = true;
    host.addEventListener('click', event => {
      pressed = KEPT.find(([button]) => event.target.closest(button))?.[1] ?? '';
    }, true);
  }
  await tree(argument);
  if (pressed && host.querySelector('.tw-story')) {
    (host.querySelector(pressed) ?? host.querySelector('[aria-current=step]'))?.focus({ preventScroll: true });
    pressed = '';
  }
}

// Streamlit writes a change of page into the history as two entries: the new query under the old path, then the
// new path. The second replaces the first, so that the browser's Back takes back one step and not half of one.
// A press of the menu is written as an empty query and then the kept one; there the second replaces the first too.
// A page left without a query gets one that says what holds without it: on the way back an empty query would look
// like a press of the menu, which keeps the filters. The page takes it away again.
const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);
let arrived = '';
// The player writes each day it rests on into the address: Back leads to the view before, not through those days.
const withoutDay = url => { const query = new URLSearchParams(url.search); query.delete('at'); return String(query); };
const onlyTheDay = to => to.search !== location.search && withoutDay(to) === withoutDay(location);
for (const input of ['pointerdown', 'keydown']) window.addEventListener(input, () => { arrived = ''; }, true);
// Words typed in one go are one entry: the first letters open it, those that follow replace it.
const WRITTEN_IN = '.tw-search';
let typed = false;
const pause = event => { if (!event.target.closest?.(WRITTEN_IN)) typed = false; };
for (const input of ['pointerdown', 'keydown']) window.addEventListener(input, pause, true);
window.addEventListener('popstate', () => { typed = false; });
const withoutWords = url => {
  const rest = new URLSearchParams(url.search);
  rest.delete('words');
  return `${url.pathname}?${rest}`;
};
const isTyping = to => Boolean(document.activeElement?.closest(WRITTEN_IN))
  && withoutWords(to) === withoutWords(new URL(location.href));
history.pushState = (state, title, url) => {
  const to = new URL(url ?? location.href, location.href);
  const moved = to.pathname !== location.pathname;
  const half = moved ? to.search && to.search === location.search : arrived === to.pathname || onlyTheDay(to);
  const leaves = moved || to.searchParams.has('story');
  arrived = moved && !to.search ? to.pathname : '';
  const further = typed && isTyping(to);
  typed = isTyping(to);
  if (!half && leaves && !location.search) replace(history.state, '', `${location.pathname}?unjudged=no`);
  (half || further ? replace : push)(state, title, url);
};
