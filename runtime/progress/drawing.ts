import { Word } from "./screen.js";

/**
 * What is on the screen for some tasks, as code of the thread that draws: a text, for the reasons of `DRAWING_CODE`.
 * `drawing(tasks, now, columns, rows)` gives the lines, each of which fits the terminal with two more characters before
 * it: lines that the terminal breaks, or that scroll out of it, couldn't be erased.
 */
export const LINES_CODE = `
function drawing(tasks, now, columns, rows) {
  const lines = tasks.map(({ text, showTime, at }) => {
    const time = showTime ? " (" + elapsed(now - at) + ")" : "";
    return clip(text, Math.max(1, columns - 3 - time.length)) + time;
  });
  const most = Math.max(1, rows - 2);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), clip("… and " + (lines.length - most) + " more", Math.max(1, columns - 3))];
}

function elapsed(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return (Math.floor(ms / 100) / 10).toFixed(1) + " s";
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes + " min " + (seconds % 60) + " s";
  return Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
}

function clip(text, columns) {
  const characters = [...text.replace(/[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+/g, " ").trim()];
  // Not all that count as wide are, but all that are wide count so.
  const width = (character) => (character === "…" || character.codePointAt(0) < 0x1100 ? 1 : 2);
  const fitting = (most) => {
    let used = 0;
    const end = characters.findIndex((character) => (used += width(character)) > most);
    return end === -1 ? characters.length : end;
  };
  if (fitting(columns) === characters.length) return characters.join("");
  return characters.slice(0, fitting(columns - 1)).join("") + "…";
}
`;

/**
 * What the thread runs that draws. A text, so that no bundler misses a file, and nothing that instruments code has it call
 * back into a module that isn't there.
 *
 * The spinner gives its characters, their colours and their pace; where they go is decided here, since the program's own
 * thread takes the drawing away without asking. Nothing hides the cursor, so nothing has to show it again when the process is
 * killed.
 */
export const DRAWING_CODE = `"use strict";
const { port, words, library, delay } = process.getBuiltinModule("node:worker_threads").workerData;
const { writeSync } = process.getBuiltinModule("node:fs");
const { performance } = process.getBuiltinModule("node:perf_hooks");
const tasks = new Map();
let changes = 0;
let spinner;
let shown = "";
let timer;

import(library).then(({ default: create }) => {
  // The console of Linux has no Braille characters.
  const plain = process.env.TERM === "linux" ? { spinner: { frames: ["-", "\\\\", "|", "/"], interval: 120 } } : {};
  spinner = create({ ...plain, stream: { ...surface, get columns() { return words[${Word.columns}]; } }, handleSignals: false });
  update();
});

port.on("message", ({ change, start, end }) => {
  changes = change;
  if (start !== undefined) tasks.set(start.id, start);
  tasks.delete(end);
  if (tasks.size > 0) timer ??= setInterval(update, 50);
  else {
    clearInterval(timer);
    timer = undefined;
  }
  update();
});

function update() {
  if (spinner === undefined) return;
  const now = performance.timeOrigin + performance.now();
  const due = [...tasks.values()].filter(({ at }) => now - at >= delay);
  if (due.length === 0) {
    if (spinner.isSpinning) spinner.stop();
    shown = "";
    put("");
    return;
  }
  const text = drawing(due, now, words[${Word.columns}], words[${Word.rows}]).join("\\n");
  // Assigning the text draws.
  if (text !== shown) spinner.text = shown = text;
  if (!spinner.isSpinning) spinner.start();
}

// What the spinner takes for the terminal. It draws by writing its text; the rest of what it writes moves the cursor.
const surface = {
  isTTY: true,
  write(chunk) {
    if (chunk.startsWith("\\u001b[?")) return true;
    const frame = chunk.slice(0, chunk.indexOf(" "));
    put(shown.split("\\n").map((line) => frame + " " + line).join("\\n"));
    return true;
  },
  cursorTo() {},
  moveCursor() {},
  clearLine() {},
};

function put(drawn) {
  if (!isLatest() || Atomics.compareExchange(words, ${Word.lock}, 0, 1) !== 0) return;
  try {
    const lines = words[${Word.lines}];
    if (!isLatest() || words[${Word.partial}] === 1 || (drawn === "" && lines === 0)) return;
    const eraser = lines === 0 ? "" : "\\r" + "\\u001b[1A".repeat(lines) + "\\u001b[J";
    // Shown at once by terminals that know how to, and passed over by others.
    writeAll("\\u001b[?2026h" + eraser + drawn + (drawn === "" ? "" : "\\n") + "\\u001b[?2026l");
    Atomics.store(words, ${Word.lines}, drawn === "" ? 0 : drawn.split("\\n").length);
  } catch {
    // The terminal is gone, or takes nothing now.
  } finally {
    Atomics.store(words, ${Word.lock}, 0);
    Atomics.notify(words, ${Word.lock});
  }
}

// What the program's own thread has changed may not have arrived here.
function isLatest() {
  return Atomics.load(words, ${Word.changes}) === changes;
}

function writeAll(text) {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(2, rest));
}
${LINES_CODE}`;
