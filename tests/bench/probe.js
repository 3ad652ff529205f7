// Runs in every page before its own scripts; the same clock and the same rule for all frameworks.
// Times are ms since navigation start; a chart counts as shown at the animation frame after it was drawn.
(() => {
  const roots = [document];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };
  const MARKS = '.point, .textpoint, .js-line, .bars path, .heatmaplayer image, .shapelayer path';
  const charts = () => roots.flatMap(root => [...root.querySelectorAll('.js-plotly-plot')]).filter(chart => chart.isConnected);
  const drawn = () => charts().filter(chart => chart.calcdata && chart.querySelector(MARKS));
  const shown = () => {
    const [chart] = drawn();
    return chart ? chart.data.flatMap(trace => trace.customdata ?? []).join(',') : null;
  };
  const bench = window.tumenBench = { loaded: [], up: 0, shown };
  addEventListener('pointerup', event => { if (event.isTrusted) bench.up = performance.now(); }, true);

  const load = now => {
    const count = drawn().length;
    while (bench.loaded.length < count) bench.loaded.push(performance.now());
    if (now < 120000 && bench.loaded.length < (bench.awaited ?? 9)) requestAnimationFrame(load);
  };
  requestAnimationFrame(load);

  // Resolves with the ms from the finger's release to the frame after the chart shows what is expected.
  bench.until = expected => {
    bench.up = 0;
    return bench.result = new Promise((resolve, reject) => {
      const begun = performance.now();
      const look = now => {
        if (bench.up && shown() === expected) {
          const marks = drawn()[0].querySelectorAll('.point').length;
          return resolve({ ms: performance.now() - bench.up, marks });
        }
        if (now - begun > 15000) return reject(new Error(`not shown; up ${bench.up}, shows ${(shown() ?? '').length}`));
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  };
  // Resolves with the ms at which each chart of the page showed other data, once nothing has changed for a while.
  bench.redraws = quiet => {
    bench.up = 0;
    const print = chart => JSON.stringify(chart.data);
    const before = new Map(drawn().map(chart => [chart, { data: chart.data, print: print(chart) }]));
    const changed = new Map();
    return bench.result = new Promise(resolve => {
      let last = performance.now();
      const look = now => {
        for (const [chart, was] of before) {
          if (!bench.up || chart.data === was.data) continue;
          was.data = chart.data;
          if (print(chart) === was.print) continue;
          was.print = print(chart);
          changed.set(chart, performance.now() - bench.up);
          last = now;
        }
        if (bench.up && changed.size && now - last > quiet) return resolve([...changed.values()]);
        if (now - last > 15000) return resolve([]);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  };
  bench.marks = () => drawn()[0].querySelectorAll('.point').length;
  bench.size = () => { const { width, height } = drawn()[0].layout; return { width, height }; };
})();
