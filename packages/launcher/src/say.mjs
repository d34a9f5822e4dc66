// What is printed while something takes long.
const LIVELY = process.stdout.isTTY && !process.env.CI;
const EVERY_MS = LIVELY ? 200 : 5000;
const WHEEL = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR = '\r\x1b[2K';

export function say(line = '') {
  console.log(line);
}

/** A heading above a part of a long run. */
export function heading(title) {
  say(`\n── ${title} ${'─'.repeat(Math.max(3, 70 - title.length))}`);
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Says what is being done until it is done: a turning wheel in a terminal, a line every few seconds elsewhere.
 * `label` may be a function when the work has parts.
 */
export async function during(label, work) {
  const name = () => (typeof label === 'function' ? label() : label);
  const since = Date.now();
  if (!LIVELY) say(`${name()} …`);
  let turn = 0;
  const ticker = setInterval(() => {
    const elapsed = Math.round((Date.now() - since) / 1000);
    if (LIVELY) process.stdout.write(`${CLEAR}${WHEEL[turn++ % WHEEL.length]} ${name()} … ${elapsed} s`);
    else say(`  ${name()}: ${elapsed} s so far`);
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    if (LIVELY) process.stdout.write(CLEAR);
    say(`  ${name()}: ${seconds(since)}`);
  }
}
