// Loaded before the compilers that tests start: keeps what V8 makes of their sources, which are the same every time, and of
// which it takes a third of a small build to read them. Newer Node.js has this (module.enableCompileCache), but not for
// what ts-patch evaluates.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const vm = require("node:vm");

const CACHE = join(__dirname, "../../.cache/code", process.version);
/** Of fewer characters it isn't worth while. */
const LARGE = 1_000_000;

const { runInThisContext } = vm;
vm.runInThisContext = (source, options) =>
  source.length < LARGE || typeof options?.filename !== "string"
    ? runInThisContext(source, options)
    : runLarge(source, options.filename);

const { _compile } = Module.prototype;
Module.prototype._compile = function (source, filename, ...rest) {
  if (source.length < LARGE) return _compile.call(this, source, filename, ...rest);
  const run = runLarge(Module.wrap(source), filename);
  return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
};

function runLarge(source, filename) {
  const path = join(CACHE, createHash("sha1").update(source).digest("hex"));
  const cachedData = read(path);
  const script = new vm.Script(source, { filename, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) process.on("exit", () => write(path, script));
  return script.runInThisContext();
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** At the end, since what has run by then is kept compiled. Beside it first: others may be reading. */
function write(path, script) {
  mkdirSync(CACHE, { recursive: true });
  const next = `${path}.${process.pid}`;
  writeFileSync(next, script.createCachedData());
  renameSync(next, path);
}
