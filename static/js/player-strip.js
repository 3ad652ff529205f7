export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const DAY = 864e5;

// Draws the strip of days under the map: when something moves, the weightier the higher, what is dated to a month or
// longer pale; and the names of days or months below it.
export function ticks(data, { strip, marks, axis }) {
  const width = strip.clientWidth || 1;
  const span = Math.max(data.last - data.first, 1);
  const px = day => (day - data.first) / span * width;
  const end = data.first + span;
  marks.setAttribute('viewBox', `0 0 ${width} 18`);
  const paths = new Map();
  for (const move of data.moves) {
    const [left, right] = [px(Math.max(move.first, data.first)), px(Math.min(move.last + 1, end))];
    const height = [0, 16, 11, 6][move.weight];
    const bar = `M${left.toFixed(1)} 18v${-height}h${Math.max(right - left, 1.6).toFixed(1)}V18Z`;
    const look = `${move.colour} ${move.dated ? 0.8 : 0.3}`;
    paths.set(look, (paths.get(look) ?? '') + bar);
  }
  marks.replaceChildren(...[...paths].map(([look, d]) => {
    const [colour, opacity] = look.split(' ');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    path.setAttribute('fill', colour);
    path.setAttribute('fill-opacity', opacity);
    return path;
  }));
  axis.replaceChildren(...(labelled(data, width, px) ?? monthly(data, width, px)));
}

function label(text, left) {
  const made = document.createElement('span');
  made.textContent = text;
  made.style.left = `${left.toFixed(1)}px`;
  return made;
}

// Days by name where there is room for one in seven; else null.
function labelled(data, width, px) {
  const room = days => days * (px(1) - px(0)) > 46;
  const every = [1, 2, 7].find(room);
  if (!every) return null;
  const labels = [];
  for (let day = data.first; day <= data.last; day += 1) {
    const date = new Date(day * DAY);
    const number = date.getUTCDate();
    const told = every === 1 || (number % every === 1 && number + every < 33);
    if (told && px(day) <= width - 38) labels.push(label(`${number}\u00a0${MONTHS[date.getUTCMonth()]}`, px(day)));
  }
  return labels;
}

function monthly(data, width, px) {
  const span = Math.max(data.last - data.first, 1);
  const months = [1, 3, 6, 12, 24, 60].find(step => step * 30.4 / span * width > 52) ?? 120;
  const first = new Date(data.first * DAY);
  const labels = [];
  for (let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; month += months) {
    const left = px(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY);
    if (left > width - 30) break;
    if (left < 0) continue;
    labels.push(label(month % 12 ? MONTHS[month % 12] : String(month / 12), left));
  }
  return labels;
}
