// Browser side of Tumen Watch: exhibits keep their chart and update it; trees are built from
// plain data with textContent only, so text from rows is never read as HTML.

// The sheets are linked once a page, not sent as an element: a style element that arrives with every
// rerun makes the browser work out the style of the whole page again.
for (const name of ['page', 'content']) {
  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', href: new URL(`../css/${name}.css${new URL(import.meta.url).search}`, import.meta.url) });
  document.head.append(sheet);
}

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
    if (point) instance.send('focus', `${point.data.meta}:${point.customdata}`);
  });
}

const decoder = new TextDecoder();
const text = bytes => decoder.decode(bytes);

export async function exhibit({ data: bytes, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.tw-host');
  let instance = instances.get(host);
  if (!instance) instances.set(host, instance = { part: frameOf(host), turn: 0 });
  instance.send = setTriggerValue;
  const message = text(bytes);
  await draw(instance, message);
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

window.addEventListener('click', event => {
  const button = next.spent ? null : event.target.closest?.(next.watch);
  if (!button) return;
  next.spent = true;
  const pressed = [...document.querySelectorAll(next.watch)].indexOf(button);
  const figures = Object.entries(next.figures);
  const show = () => figures.forEach(([id, messages]) => exhibits.has(id) && draw(exhibits.get(id), messages[pressed]));
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
    made.onclick = () => (value === 'copy:link' ? copyLink(made) : send('focus', value));
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
  report();
  const bar = document.querySelector('.st-key-top')?.parentElement;
  if (bar) bar.style.cssText = 'position:sticky;top:52px;z-index:90';
  if (known.watching) return;
  known.watching = true;
  let wait;
  window.addEventListener('resize', () => { clearTimeout(wait); wait = setTimeout(report, 250); });
}
