// Draws the map of a reader's points: ground, routes, movements, names, and the points one by one or gathered.
// What is drawn comes from the message and from the view; nothing is kept here but the ground files.

const EARTH_KM = 6371.0088;
const RADIAN = Math.PI / 180;
export const MARGIN = 0.3; // of the canvas, on every side, by which the pictures are larger
const HALVES = [4, 3]; // px: half the side of a point's mark, while few are in sight and else
const FEW = 300;
const grounds = new Map();

// ---- Positions ---------------------------------------------------------------------------------------------

export function projected(lon, lat, projection) {
  if (!projection) {
    const held = Math.max(-85, Math.min(85, lat));
    return [EARTH_KM * lon * RADIAN, -EARTH_KM * Math.log(Math.tan(Math.PI / 4 + held * RADIAN / 2))];
  }
  const [lam, phi, phi0] = [(lon - projection[0]) * RADIAN, lat * RADIAN, projection[1] * RADIAN];
  const cosine = Math.sin(phi0) * Math.sin(phi) + Math.cos(phi0) * Math.cos(phi) * Math.cos(lam);
  const k = EARTH_KM * Math.sqrt(2 / Math.max(1 + cosine, 1e-9));
  return [k * Math.cos(phi) * Math.sin(lam), -k * (Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(lam))];
}

// Km on the ground under one km of the plane in the middle of the view.
export const onGround = map => (map.data.projection ? 1 : 1 / Math.cosh(map.at.y / EARTH_KM));

export async function ground(map) {
  const { data } = map;
  const files = await Promise.all(data.ground.map(async ([url, colour, width]) => {
    if (!grounds.has(url)) grounds.set(url, fetch(new URL(url, document.baseURI)).then(answer => answer.json()).then(found => drawnGround(found, !data.projection)));
    return { ...await grounds.get(url), colour, width };
  }));
  if (map.data === data) map.ground = files;
}

// One path for all lines, but one for each area: areas overlap at the seams of their layers, and where two
// overlap in one path the browser would leave a hole.
function drawnGround(found, degrees) {
  const areas = [];
  const lines = new Path2D();
  const trail = (path, line) => line.forEach(([a, b], i) => {
    const [x, y] = degrees ? projected(a, b, null) : [a, b];
    if (i) path.lineTo(x, y); else path.moveTo(x, y);
  });
  const area = rings => {
    areas.push(new Path2D());
    rings.forEach(ring => trail(areas.at(-1), ring));
  };
  for (const { geometry: { type, coordinates } } of found.features) {
    if (type === 'MultiPolygon') coordinates.forEach(area);
    else if (type === 'Polygon') area(coordinates);
    else if (type === 'MultiLineString') coordinates.forEach(line => trail(lines, line));
    else trail(lines, coordinates);
  }
  return { areas, lines };
}

// ---- Pictures ----------------------------------------------------------------------------------------------

export function rest(map) {
  if (!map.ground || !map.host.isConnected) return;
  const { data, at, dpr } = map;
  const [w, h] = data.size.map(side => side * (1 + 2 * MARGIN));
  const [under, over] = [map.under, map.over].map(canvas => {
    canvas.width = Math.round(w * dpr);
    canvas.height = Math.round(h * dpr);
    return canvas.getContext('2d');
  });
  under.fillStyle = data.colours.sea;
  under.fillRect(0, 0, map.under.width, map.under.height);
  under.setTransform(dpr * at.k, 0, 0, dpr * at.k, dpr * (w / 2 - at.x * at.k), dpr * (h / 2 - at.y * at.k));
  for (const { areas, lines, colour, width: line } of map.ground) {
    if (line) {
      Object.assign(under, { strokeStyle: colour, lineWidth: line / at.k });
      under.stroke(lines);
    } else {
      under.fillStyle = colour;
      areas.forEach(area => under.fill(area, 'evenodd'));
    }
  }
  over.setTransform(dpr, 0, 0, dpr, 0, 0);
  const place = (x, y) => [(x - at.x) * at.k + w / 2, (y - at.y) * at.k + h / 2];
  strokes(over, map, place, w, h);
  names(over, map, place, w, h);
  map.rested = { ...at };
  map.host.dataset.drawn = 1 + Number(map.host.dataset.drawn ?? 0);
  draw(map);
}

function laid(map, picture) {
  const { data: { size: [width, height] }, at, rested } = map;
  const grown = at.k / rested.k;
  const [w, h] = [width * (1 + 2 * MARGIN) * grown, height * (1 + 2 * MARGIN) * grown];
  map.ctx.drawImage(picture, (rested.x - at.x) * at.k + width / 2 - w / 2, (rested.y - at.y) * at.k + height / 2 - h / 2, w, h);
}

function strokes(ctx, map, place, w, h) {
  for (const { colour, width, dash, lines } of map.lines.routes) {
    Object.assign(ctx, { strokeStyle: colour, lineWidth: width, lineJoin: 'round' });
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const line of lines) trace(ctx, line, place, w, h);
    ctx.stroke();
  }
  for (const { colour, dash, opacity, line } of map.lines.moves) {
    Object.assign(ctx, { strokeStyle: colour, fillStyle: colour, lineWidth: 1.8, globalAlpha: 0.8 * opacity });
    ctx.setLineDash(dash);
    ctx.beginPath();
    const end = trace(ctx, line, place, w, h);
    ctx.stroke();
    head(ctx, end);
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

// Traces a line; pieces that lie wholly to one side of the picture are passed over, or a dashed line across the
// continent would cost a second when seen from near.
function trace(ctx, line, place, w, h) {
  let [x, y] = place(line[0], line[1]);
  let open = false;
  let back = [x, y];
  for (let i = 2; i < line.length; i += 2) {
    const [a, b] = place(line[i], line[i + 1]);
    const away = (x < -20 && a < -20) || (y < -20 && b < -20) || (x > w + 20 && a > w + 20) || (y > h + 20 && b > h + 20);
    if (!away) {
      if (!open) ctx.moveTo(x, y);
      ctx.lineTo(a, b);
    }
    open = !away;
    if (Math.hypot(a - x, b - y) > 0.5) back = [x, y];
    [x, y] = [a, b];
  }
  return [back, [x, y]];
}

function head(ctx, [[a, b], [x, y]]) {
  const turn = Math.atan2(y - b, x - a);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  ctx.beginPath();
  ctx.moveTo(0, 0); ctx.lineTo(-10, 4.4); ctx.lineTo(-10, -4.4);
  ctx.fill();
  ctx.restore();
}

// ---- Points ------------------------------------------------------------------------------------------------

export function draw(map) {
  if (!map.data) return;
  const begun = performance.now();
  const { ctx, data, dpr } = map;
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = data.colours.sea;
  ctx.fillRect(0, 0, ...data.size);
  const inSight = map.kept ? sight(map) : 0;
  map.single = inSight <= data.single;
  if (map.rested) laid(map, map.under);
  if (map.kept && !map.single) squares(map);
  if (map.rested) laid(map, map.over);
  if (map.kept && map.single) marks(map, HALVES[Number(inSight > FEW)]);
  bar(map);
  if (map.kept) {
    Object.assign(map.host.dataset, { way: map.single ? 'single' : 'squares', sight: inSight });
    told(map);
    map.seen.textContent = inView(inSight, map.kept.length);
  }
  map.host.dataset.ms = (performance.now() - begun).toFixed(1);
}

// A bar of a round number of km on the ground in the middle of the view.
function bar(map) {
  const { ctx, data, at } = map;
  const [width, height] = data.size;
  const perPx = onGround(map) / at.k;
  const target = Math.min(0.14 * width, 160) * perPx;
  const power = 10 ** Math.floor(Math.log10(target));
  const km = [5, 2, 1].map(step => step * power).find(step => step <= target);
  const [right, y, long] = [width - 14, height - 12, km / perPx];
  Object.assign(ctx, { strokeStyle: data.colours.ink2, fillStyle: data.colours.ink2, lineWidth: 1, textAlign: 'right', textBaseline: 'alphabetic', font: fontOf(data, 400) });
  ctx.beginPath();
  ctx.moveTo(right - long, y - 4); ctx.lineTo(right - long, y); ctx.lineTo(right, y); ctx.lineTo(right, y - 4);
  ctx.stroke();
  ctx.fillText(kilometres(km), right, y - 6);
  ctx.textAlign = 'left';
}

function edges(map) {
  const [width, height] = map.data.size;
  const { x, y, k } = map.at;
  return [x - width / 2 / k, y - height / 2 / k, x + width / 2 / k, y + height / 2 / k];
}

function sight(map) {
  const [left, top, right, bottom] = edges(map);
  const { x, y, kept } = map;
  let count = 0;
  for (let j = 0; j < kept.length; j++) {
    const i = kept[j];
    if (x[i] >= left && x[i] <= right && y[i] >= top && y[i] <= bottom) count++;
  }
  return count;
}

function marks(map, half) {
  const { ctx, data, at, x, y, kept } = map;
  const [width, height] = data.size;
  const [left, top, right, bottom] = edges(map);
  const mark = sprite(map, half);
  const side = mark.width / map.dpr;
  map.side = 0;
  for (let j = 0; j < kept.length; j++) {
    const i = kept[j];
    if (x[i] < left || x[i] > right || y[i] < top || y[i] > bottom) continue;
    ctx.drawImage(mark, (x[i] - at.x) * at.k + width / 2 - side / 2, (y[i] - at.y) * at.k + height / 2 - side / 2, side, side);
  }
}

function sprite(map, half) {
  const side = 2 * half + 3;
  const mark = document.createElement('canvas');
  mark.width = mark.height = Math.ceil(side * map.dpr);
  const ctx = mark.getContext('2d');
  ctx.scale(map.dpr, map.dpr);
  Object.assign(ctx, { fillStyle: map.data.colours.accent, strokeStyle: map.data.colours.bg, lineWidth: 1 });
  ctx.strokeRect(1, 1, side - 2, side - 2);
  ctx.fillRect(1.5, 1.5, 2 * half, 2 * half);
  return mark;
}

// Squares of a power of two km that stand still on the ground, whatever the view.
function squares(map) {
  const { ctx, data, at, x, y, kept } = map;
  const [width, height] = data.size;
  const [left, top, right, bottom] = edges(map);
  const side = 2 ** Math.ceil(Math.log2(data.square[0] / at.k));
  const [column, row] = [Math.floor(left / side), Math.floor(top / side)];
  const [columns, rows] = [Math.floor(right / side) - column + 1, Math.floor(bottom / side) - row + 1];
  const counts = new Uint32Array(columns * rows);
  for (let j = 0; j < kept.length; j++) {
    const i = kept[j];
    if (x[i] < left || x[i] > right || y[i] < top || y[i] > bottom) continue;
    counts[(Math.floor(y[i] / side) - row) * columns + Math.floor(x[i] / side) - column]++;
  }
  Object.assign(map, { side, grid: { counts, columns, column, row } });
  const px = side * at.k;
  data.shades.forEach((shade, step) => {
    const [least, most] = [(data.steps[step - 1] ?? 0) + 1, data.steps[step] ?? Infinity];
    Object.assign(ctx, { fillStyle: data.colours.accent, globalAlpha: shade });
    for (let c = 0; c < counts.length; c++) {
      if (counts[c] < least || counts[c] > most) continue;
      ctx.fillRect(((column + c % columns) * side - at.x) * at.k + width / 2 + 0.5, ((row + Math.floor(c / columns)) * side - at.y) * at.k + height / 2 + 0.5, px - 1, px - 1);
    }
  });
  ctx.globalAlpha = 1;
}

const fontOf = (data, weight) => `${weight} ${data.text}px "Tumen Sans", "Noto Sans KR", sans-serif`;

// Names in the order of their weight, each where it covers no other.
function names(ctx, map, place, width, height) {
  const { data } = map;
  const tall = data.text * 0.7;
  const taken = [];
  Object.assign(ctx, { textBaseline: 'middle', lineJoin: 'round', lineWidth: 3, strokeStyle: data.colours.land });
  const free = box => taken.every(other => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  for (const [a, b, name, end] of data.places) {
    const [x, y] = place(a * data.unit, b * data.unit);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const dot = [x - 4, y - 4, x + 4, y + 4];
    ctx.font = fontOf(data, end ? 600 : 400);
    const wide = ctx.measureText(name).width;
    const box = [[x + 7, x + 7 + wide], [x - 7 - wide, x - 7]].map(([l, r]) => [l, y - tall, r, y + tall]).find(free);
    if (!box && !end) continue;
    ctx.beginPath();
    ctx.arc(x, y, end ? 3.5 : 2.5, 0, 7);
    ctx.stroke();
    ctx.fillStyle = data.colours.ink;
    ctx.fill();
    taken.push(dot);
    if (!box) continue;
    taken.push(box);
    ctx.strokeText(name, box[0], y);
    ctx.fillText(name, box[0], y);
  }
  Object.assign(ctx, { font: fontOf(data, 400), textAlign: 'center', fillStyle: data.colours.ink2 });
  for (const [a, b, name] of data.countries) {
    const [x, y] = place(a * data.unit, b * data.unit);
    const half = ctx.measureText(name).width / 2;
    if (free([x - half, y - tall, x + half, y + tall])) ctx.fillText(name, x, y);
  }
  ctx.textAlign = 'left';
}

// ---- Words -------------------------------------------------------------------------------------------------

export const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, '\u2009');
export const kilometres = km => (km >= 1 ? `${grouped(Math.round(km))} km` : `${Math.round(km * 1000)} m`);

// The key says what a mark is: a point, or how many points a square holds and how large it is.
function told(map) {
  const { data } = map;
  const wide = map.single ? '' : kilometres(map.side * onGround(map));
  if (map.told === `${wide}${data.colours.accent}`) return;
  map.told = `${wide}${data.colours.accent}`;
  if (map.single) {
    map.key.replaceChildren(entry(swatch(data.colours.accent, 1), 'one of your points'));
    return;
  }
  const items = data.shades.map((shade, step) => {
    const [least, most] = [(data.steps[step - 1] ?? 0) + 1, data.steps[step]];
    const words = most === undefined ? `${grouped(least)} and more` : least === most ? grouped(least) : `${grouped(least)}–${grouped(most)}`;
    return entry(swatch(data.colours.accent, shade), words);
  });
  map.key.replaceChildren(...items, entry(`of your points in a square about ${wide} wide; come nearer to see them one by one`));
}

// Points beyond the edges of the picture, or left out by the filters, must not look like no points.
function inView(count, kept) {
  if (!kept) return 'The filters leave none of your points';
  if (!count) return `None of your ${grouped(kept)} points lies in this view: move the map or choose another view`;
  return count < kept ? `${grouped(count)} of ${grouped(kept)} in sight` : '';
}

function entry(...parts) {
  const made = document.createElement('span');
  made.append(...parts);
  return made;
}

function swatch(colour, opacity) {
  const mark = document.createElement('i');
  Object.assign(mark.style, { background: colour, opacity });
  return mark;
}
