// The pannable map counts how long a press takes by when it comes round to each event, not by when the hand made it.
// Without a graphics card it looks for longer for what lies under the pointer, and the press is then no click to it:
// such a press is told to it once more, in no time at all.
const MAP = '.stDeckGlJsonChart canvas';
/** From so many milliseconds on a press is no click to deck.gl, and from so many px of way. */
const LONGEST = 250, FARTHEST = 9;
/** Milliseconds by which its own count may be shorter than ours. */
const DOUBT = 1;

let pressed = null;

const told = ({ timeStamp, clientX, clientY }) => ({ timeStamp, clientX, clientY, seen: Date.now() });

// Both events are noted last before deck.gl comes to them: at the canvas, and at the window after all others.
function down(event) {
  pressed = null;
  if (!event.isTrusted || !event.isPrimary || !event.target.matches?.(MAP)) return;
  event.target.addEventListener('pointerdown', () => pressed = { down: told(event) }, { once: true });
}

function up(event) {
  if (event.isTrusted && event.isPrimary && pressed) pressed.up = told(event);
}

const missed = ({ down, up }) => up.seen - down.seen >= LONGEST + DOUBT && up.timeStamp - down.timeStamp < LONGEST
  && Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) < FARTHEST;

function again(canvas, { pointerId, pointerType }, { clientX, clientY }) {
  const told = { pointerId, pointerType, clientX, clientY, isPrimary: true, bubbles: true, cancelable: true };
  // Its clock is the date: it stands still while both events are told.
  const clock = Date.now, now = clock();
  Date.now = () => now;
  try {
    canvas.dispatchEvent(new PointerEvent('pointerdown', { ...told, button: 0, buttons: 1 }));
    canvas.dispatchEvent(new PointerEvent('pointerup', { ...told, button: 0, buttons: 0 }));
  } finally {
    Date.now = clock;
  }
}

function repair(event) {
  const press = pressed;
  if (!event.isTrusted || !press?.up || !event.target.matches?.(MAP)) return;
  pressed = null;
  if (missed(press)) again(event.target, event, press.down);
}

window.addEventListener('pointerdown', down, true);
window.addEventListener('pointerup', up);
window.addEventListener('click', repair, true);
