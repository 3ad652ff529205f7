// What the keyboard needs beyond the widgets' own ways: an opened popover, which stands at the end of the page's
// elements, takes the keyboard in and gives it back; Escape closes the open card.
const BODY = '[data-testid="stPopoverBody"]';
const STOPS = 'button:not(:disabled),input:not(:disabled),select,a[href],[tabindex="0"]';
const ABOVE = `${BODY},[role="dialog"],[role="listbox"]`;
/** Milliseconds that the server may take to fill a popover. */
const PATIENCE = 4000;

const stops = body => [...body.querySelectorAll(STOPS)].filter(stop => stop.tabIndex >= 0 && stop.offsetParent);
let opener = null;

// Looks once a frame until something is so, or patience ends.
async function until(found, patience = PATIENCE) {
  const end = performance.now() + patience;
  while (!found() && performance.now() < end) await new Promise(requestAnimationFrame);
}

async function enter(button) {
  const first = () => [...document.querySelectorAll(BODY)].flatMap(stops)[0];
  await until(() => first() || document.activeElement !== button);
  if (!first() || document.activeElement !== button) return;
  opener = button;
  first().focus({ preventScroll: true });
}

// Past the last stop of a popover follows its first one, as in a dialog.
function turn(event, body) {
  const all = stops(body);
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (event.target !== from) return;
  event.preventDefault();
  to?.focus();
}

async function leave(button) {
  await until(() => !document.querySelector(BODY), 1000);
  if (document.activeElement === document.body) button.focus({ preventScroll: true });
}

async function closeCard(card) {
  const opened = new URLSearchParams(location.search).get('event');
  card.querySelector('[data-open="close"]')?.click();
  await until(() => !document.contains(card));
  if (document.activeElement !== document.body || !opened) return;
  [...document.querySelectorAll('[data-open]')].find(line => line.dataset.open === `event:${opened}`)
    ?.focus({ preventScroll: true });
}

window.addEventListener('keydown', event => {
  const { key, target } = event;
  const body = target.closest?.(BODY);
  if (key === 'Enter' || key === ' ') {
    const button = target.closest?.('[data-testid="stPopover"] button');
    if (button && !document.querySelector(BODY)) enter(button);
  } else if (key === 'Tab' && body) {
    turn(event, body);
  } else if (key === 'Escape' && body && opener) {
    leave(opener);
  } else if (key === 'Escape' && !document.querySelector(ABOVE) && !target.closest?.('input,select,textarea')) {
    const card = document.querySelector('.tw-card');
    if (card) closeCard(card);
  }
}, true);
