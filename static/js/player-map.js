// Draws the map of the player: ground, routes, movements and words, in px of the canvas. No state is kept here
// but parsed ground files; what is drawn comes from the message.

const decoded = new Map();
const EARTH_KM = 6371.0088;
const RADIAN = Math.PI / 180;
// Px between two dots on a line, their speed in px a second, and seconds of one slow pulse.
const GAP = 46;
const PACE = 44;
const PULSE = 2.4;
const HEAD = 12;
const HEAD_PLACES = [0.3, 0.62];
const NEAR = 8;
const LEADING = 1.25;

const font = (data, weight) => `${weight} ${data.text}px "Tumen Sans", "Noto Sans KR", sans-serif`;

// ---- Message -----------------------------------------------------------------------------------------------

// Lines come as steps in tenths of px; here they become points, a path to draw and the way run along them.
function line(steps) {
  const points = new Float32Array(steps.length);
  const run = new Float32Array(steps.length / 2);
  const path = new Path2D();
  let [x, y] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i]; y += steps[i + 1];
    points[i] = x / 10; points[i + 1] = y / 10;
    if (i) {
      path.lineTo(points[i], points[i + 1]);
      run[i / 2] = run[i / 2 - 1] + Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]);
    } else {
      path.moveTo(points[0], points[1]);
    }
  }
  return { points, run, path, length: run.at(-1) };
}

export function unpack(data) {
  for (const route of data.routes) route.lines = route.lines.map(([panel, steps]) => ({ panel, ...line(steps) }));
  for (const move of data.moves) {
    move.lines = move.lines.map(([panel, hint, steps]) => ({ panel, hint, ...line(steps) }));
  }
  const insets = data.panels.filter(panel => panel.inset).map(panel => panel.box);
  for (const panel of data.panels) {
    const [left, top, right, bottom] = panel.box;
    panel.clip = new Path2D();
    panel.clip.rect(left, top, right - left, bottom - top);
    const above = panel.inset ? [] : insets.filter(box => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top);
    for (const [l, t, r, b] of above) panel.clip.rect(l - 5, t - 5, r - l + 10, b - t + 10);
    panel.above = above;
    panel.bars = panel.bars.map(([steps, colour, width]) => ({ ...line(steps), colour, width }));
    panel.frames = panel.frames.map(line);
  }
  data.changes = [...new Set(data.routes.flatMap(route => route.spans.map(([since]) => since ?? -Infinity)))].sort((a, b) => a - b);
}

// Fetches the ground files, each once, and lays them under the panels; gives whether any is missing.
export async function laidOut(data) {
  const answers = await Promise.all(data.panels.map(async panel => {
    const parts = await Promise.all(panel.ground.map(async ([url, colour, width]) => {
      if (!decoded.has(url)) decoded.set(url, fetch(new URL(url, document.baseURI)).then(answer => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.json();
      }));
      return { paths: onto(panel, await decoded.get(url), !width), colour, width };
    }));
    panel.parts = parts;
  }).map(part => part.then(() => false, error => { console.warn(error.message); return true; })));
  return answers.some(Boolean);
}

// Gives one path a polygon, as the polygons of two scales overlap a little, and one for all lines.
function onto(panel, file, closed) {
  const [left, top, perPx] = panel.place;
  const [x0, y0, x1, y1] = panel.box;
  let path = new Path2D();
  const place = panel.geo
    ? ([lon, lat]) => [x0 + (EARTH_KM * lon * RADIAN - left) / perPx,
      y0 + (top - EARTH_KM * Math.log(Math.tan(Math.PI / 4 + lat * RADIAN / 2))) / perPx]
    : ([x, y]) => [x0 + (x - left) / perPx, y0 + (top + y) / perPx];
  const add = part => {
    const px = part.map(place);
    // What lies wholly beside the panel would only cost time.
    const beside = px.every(([x]) => x < x0) || px.every(([x]) => x > x1) || px.every(([, y]) => y < y0) || px.every(([, y]) => y > y1);
    if (beside) return;
    px.forEach(([x, y], at) => (at ? path.lineTo(x, y) : path.moveTo(x, y)));
    if (closed) path.closePath();
  };
  const parts = file.features.flatMap(({ geometry }) => geometry.coordinates);
  if (!closed) {
    parts.forEach(add);
    return [path];
  }
  return parts.map(rings => {
    path = new Path2D();
    rings.forEach(add);
    return path;
  });
}

// ---- Layers that stand still -------------------------------------------------------------------------------

function sheet(data, scale) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(data.size[0] * scale), height: Math.round(data.size[1] * scale) });
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  Object.assign(context, { lineJoin: 'round', lineCap: 'butt', textAlign: 'center', textBaseline: 'middle' });
  return [canvas, context];
}

function clipped(context, panel, act) {
  context.save();
  context.clip(panel.clip, 'evenodd');
  act();
  context.restore();
}

export function drawGround(data, scale) {
  const [ground, under] = sheet(data, scale);
  const { colours } = data;
  under.fillStyle = colours.bg;
  under.fillRect(0, 0, ...data.size);
  for (const panel of data.panels) {
    const [left, top, right, bottom] = panel.box;
    if (panel.inset) {
      under.fillStyle = data.panels[0].above.length ? colours.land : colours.bg;
      under.fillRect(left - 5, top - 5, right - left + 10, bottom - top + 10);
    }
    clipped(under, panel, () => {
      under.fillStyle = colours.sea;
      under.fillRect(left, top, right - left, bottom - top);
      for (const { paths, colour, width } of panel.parts ?? []) {
        Object.assign(under, { fillStyle: colour, strokeStyle: colour, lineWidth: width || 1 });
        for (const path of paths) if (width) under.stroke(path); else under.fill(path, 'evenodd');
      }
    });
  }
  const [base, routes] = sheet(data, scale);
  const [top, above] = sheet(data, scale);
  const words = data.panels.flatMap(panel => stand(above, data, panel));
  return { ground, base, routes, top, words, scale };
}

// Discs, names and scale bars stand over the movements; gives the boxes that callouts keep off.
function stand(context, data, panel) {
  const { colours } = data;
  const [left, top, right, bottom] = panel.box;
  Object.assign(context, { lineWidth: 1, strokeStyle: panel.inset ? colours.rule : colours.hair });
  context.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
  for (const { path } of panel.frames) {
    Object.assign(context, { lineWidth: 0.8, strokeStyle: colours.ink3 });
    clipped(context, panel, () => context.stroke(path));
  }
  for (const bar of panel.bars) {
    Object.assign(context, { lineWidth: bar.width, strokeStyle: bar.colour });
    context.stroke(bar.path);
  }
  Object.assign(context, { lineWidth: 1, strokeStyle: colours.ink3 });
  for (const [x, y, , , , ring] of panel.spots) {
    if (!ring) continue;
    clipped(context, panel, () => { context.beginPath(); context.arc(x, y, ring, 0, 2 * Math.PI); context.stroke(); });
  }
  const boxes = panel.spots.map(([x, y, radius, hollow, form]) => {
    context.beginPath();
    if (form.length) form.forEach(([dx, dy], at) => context[at ? 'lineTo' : 'moveTo'](x + dx * radius, y + dy * radius));
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.closePath();
    Object.assign(context, { fillStyle: hollow ? colours.land : colours.ink, strokeStyle: hollow ? colours.ink : colours.bg });
    context.lineWidth = hollow ? 1.4 : 1;
    context.fill();
    context.stroke();
    return [x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1];
  });
  for (const [x, y, text, colour, weight, halo] of panel.words) {
    write(context, data, text, x, y, colour, weight, halo);
    const half = context.measureText(text).width / 2 + 2;
    boxes.push([x - half, y - data.text * 0.65, x + half, y + data.text * 0.65]);
  }
  return boxes;
}

function write(context, data, text, x, y, colour, weight, halo = true) {
  context.font = font(data, weight);
  if (halo) {
    Object.assign(context, { strokeStyle: data.colours.land, lineWidth: 3, lineJoin: 'round' });
    context.strokeText(text, x, y);
  }
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

const standing = (route, day) => route.spans.findLast(([since]) => since === null || since <= day);

// Draws the routes as they were on a day, unless the layer shows them so already; gives the last change by then.
export function drawRoutes(layers, data, day, before) {
  const since = data.changes.findLast(change => change <= day) ?? null;
  if (before !== null && since === before) return since;
  const context = layers.routes;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(layers.ground, 0, 0);
  context.setTransform(layers.scale, 0, 0, layers.scale, 0, 0);
  data.panels.forEach((panel, number) => clipped(context, panel, () => {
    const strokes = data.routes.flatMap(route => {
      const looks = standing(route, day)?.[2][panel.geo ? 1 : 0] ?? [];
      const lines = route.lines.filter(one => one.panel === number);
      return looks.map(([level, colour, width, dash]) => ({ level, colour, width, dash, lines }));
    }).sort((a, b) => a.level - b.level);
    for (const { colour, width, dash, lines } of strokes) {
      Object.assign(context, { strokeStyle: colour, lineWidth: width });
      context.setLineDash(dash);
      for (const { path } of lines) context.stroke(path);
    }
  }));
  context.setLineDash([]);
  return since;
}

// ---- Movements ---------------------------------------------------------------------------------------------

export function drawMoves(context, data, seen, { clock, moving }) {
  const [days, traceWidth, fresh, faded] = data.trace;
  Object.assign(context, { lineJoin: 'round', lineCap: 'butt' });
  data.panels.forEach((panel, number) => clipped(context, panel, () => {
    for (const { move, age } of seen) {
      const pulse = move.dated ? 1 : moving ? 0.78 + 0.22 * Math.sin(clock / PULSE * 2 * Math.PI) : 0.8;
      const opacity = move.opacity * (age ? fresh + (faded - fresh) * Math.min(age / days, 1) : pulse);
      for (const one of move.lines) {
        if (one.panel !== number) continue;
        const width = age ? traceWidth : one.hint ? Math.min(move.width, 1.4) : move.width;
        Object.assign(context, { strokeStyle: move.colour, fillStyle: move.colour, lineWidth: width, globalAlpha: opacity });
        context.setLineDash(move.dash);
        context.stroke(one.path);
        context.setLineDash([]);
        if (age || one.hint) continue;
        heads(context, one, Math.max(HEAD * (data.size[0] < 560 ? 0.7 : 1), width * 2.1));
        if (moving && move.dated) dots(context, data, one, width, clock);
      }
    }
  }));
  context.globalAlpha = 1;
}

// Dots say which way, not where: they run at one speed on every line, from its start to its end.
function dots(context, data, one, width, clock) {
  const size = Math.max(3, width * 0.75);
  Object.assign(context, { strokeStyle: data.colours.bg, lineWidth: 1.2 });
  context.beginPath();
  for (let way = clock * PACE % GAP; way < one.length; way += GAP) {
    const [x, y] = at(one, way);
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
}

function heads(context, one, size) {
  if (one.length < 1.5 * size) return;
  const places = one.length > 9 * size ? HEAD_PLACES.map(share => share * one.length) : [];
  context.beginPath();
  for (const place of [...places, one.length]) {
    const [x, y] = at(one, place);
    const [bx, by] = at(one, Math.max(place - size, 0));
    const angle = Math.atan2(y - by, x - bx);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    context.moveTo(x, y);
    context.lineTo(x - size * cos - size * 0.44 * sin, y - size * sin + size * 0.44 * cos);
    context.lineTo(x - size * cos + size * 0.44 * sin, y - size * sin - size * 0.44 * cos);
    context.closePath();
  }
  context.fill();
}

function at({ points, run }, way) {
  let [low, high] = [0, run.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (run[middle] <= way) low = middle; else high = middle;
  }
  const share = run[high] > run[low] ? Math.min((way - run[low]) / (run[high] - run[low]), 1) : 0;
  return [points[2 * low] + (points[2 * high] - points[2 * low]) * share,
    points[2 * low + 1] + (points[2 * high + 1] - points[2 * low + 1]) * share];
}

// ---- Words of movements ------------------------------------------------------------------------------------

// Px off the line, above and below it or, for steep lines, to its sides.
const LIFTS = [[18, false], [24, true], [36, false], [60, false], [84, true], [90, false], [140, true]];
const SHARES = [0.5, 0.42, 0.58, 0.32, 0.7, 0.2, 0.82];
const SLIDES = [0.5, 0.1, 0.9];
const measuring = document.createElement('canvas').getContext('2d');

// Finds room beside its line for the words of each movement told; a place once found is kept while it is told.
export function placeCallouts(spots, data, told, taken) {
  const ids = new Set(told.map(({ move }) => move.id));
  const same = [...spots.keys()].every(id => ids.has(id)) && [...ids].every(id => spots.has(id));
  if (same) return;
  // What found no room before may find it now.
  for (const [id, found] of spots) if (!found || !ids.has(id)) spots.delete(id);
  for (const { move } of [...told].reverse()) {
    if (spots.has(move.id)) continue;
    const blocked = [...taken, ...[...spots.values()].filter(Boolean).map(other => other.box)];
    // First beside its line in the close look, then beside its hint on the main map.
    const lines = move.lines.filter(one => data.panels[one.panel].called).sort((a, b) => a.hint - b.hint || b.length - a.length);
    let found = null;
    for (const one of lines) found ??= spot(data, move, one, blocked);
    spots.set(move.id, found);
  }
}

function spot(data, move, one, taken) {
  const panel = data.panels[one.panel];
  const words = wrapped(data, move, panel.inset ? 150 : 240);
  const width = Math.max(...words.map(({ width }) => width)) + 4;
  const height = words.length * data.text * LEADING + 4;
  const blocked = [...taken, ...panel.above];
  for (const [lift, beside] of LIFTS) for (const share of SHARES) for (const slide of SLIDES) for (const above of [true, false]) {
    const [x, y] = at(one, one.length * share);
    const left = beside ? (above ? x - lift - width : x + lift) : x - width * slide;
    const top = beside ? y - height * slide : above ? y - lift - height : y + lift;
    const box = [left, top, left + width, top + height];
    const inside = left > panel.box[0] + 4 && box[2] < panel.box[2] - 4 && top > panel.box[1] + 4 && box[3] < panel.box[3] - 4;
    if (inside && !blocked.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) {
      return { box, words, anchor: [x, y],
        x: Math.min(Math.max(x, left + 2), box[2] - 2), edge: Math.min(Math.max(y, top + 2), box[3] - 2) };
    }
  }
  return null;
}

function wrapped(data, move, most) {
  const told = [[`${move.when} · ${move.label}`, 600], [move.load || move.path, 400]];
  if (move.load && move.unknown) told.push([move.path, 400]);
  return told.filter(([text]) => text).flatMap(([text, weight]) => {
    measuring.font = font(data, weight);
    const lines = [''];
    for (const word of text.split(' ')) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (lines.at(-1) && measuring.measureText(longer).width > most) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map(one => ({ text: one, weight, width: measuring.measureText(one).width }));
  });
}

export function drawWords(context, data, told, spots) {
  Object.assign(context, { textAlign: 'left', textBaseline: 'middle' });
  for (const { move, age } of told) {
    const found = spots.get(move.id);
    if (!found) continue;
    context.globalAlpha = age ? 0.6 : 1;
    Object.assign(context, { strokeStyle: data.colours.ink3, lineWidth: 0.8 });
    context.beginPath();
    context.moveTo(found.x, found.edge);
    context.lineTo(...found.anchor);
    context.stroke();
    found.words.forEach(({ text, weight }, number) => {
      const y = found.box[1] + 2 + (number + 0.5) * data.text * LEADING;
      write(context, data, text, found.box[0] + 2, y, weight > 400 ? move.ink : data.colours.ink, weight);
    });
  }
  context.globalAlpha = 1;
}

// ---- Pointer -----------------------------------------------------------------------------------------------

// Finds the movement, or else the route, whose line lies nearest to a point, within a few px.
export function hit(data, seen, day, x, y) {
  const panel = data.panels.findLastIndex(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  let [nearest, found] = [NEAR, null];
  const consider = (lines, made) => {
    for (const one of lines) {
      const away = one.panel === panel && !one.hint ? distance(one.points, x, y) : Infinity;
      if (away < nearest) [nearest, found] = [away, made];
    }
  };
  for (const { move } of seen) consider(move.lines, { move, text: describe(move) });
  if (found) return found;
  for (const route of data.routes) {
    const now = standing(route, day);
    if (now?.[2][0].length) consider(route.lines, { text: now[1] });
  }
  return found;
}

const describe = move => [`${move.when}: ${move.label} (${move.status})`, move.ends.join(' → '), move.load, move.path]
  .filter(Boolean).join('\n');

function distance(points, x, y) {
  let least = Infinity;
  for (let i = 2; i < points.length; i += 2) {
    const [ax, ay, bx, by] = [points[i - 2], points[i - 1], points[i], points[i + 1]];
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = square ? Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square, 0), 1) : 0;
    least = Math.min(least, Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y));
  }
  return least;
}
