import type ts from "typescript";

/** A file that webpack has compiled. */
interface Awaited {
  /** Tells webpack of a file that this one depends on. */
  readonly add: (path: string) => void;
  readonly told: Set<string>;
  isCompiled: boolean;
}

/**
 * By a file's path; webpack starts many before the first is done. The loader and the transformer are called by hosts that
 * know nothing of each other.
 */
const awaited = new Map<string, Awaited>();
let isInstalled = false;

/** Has the files told that a file's compilation looks at. */
export function awaitDependencies(path: string, add: (path: string) => void): void {
  isInstalled = true;
  awaited.set(normal(path), { add, told: new Set(), isCompiled: false });
}

/** Tells who waits for it what a compiled file depends on: keys and versions are made of types and code elsewhere. */
export function tellDependencies(program: ts.Program, file: ts.SourceFile): void {
  const waiting = awaited.get(normal(file.fileName));
  if (waiting === undefined) return;
  for (const other of program.getSourceFiles()) {
    if (program.isSourceFileDefaultLibrary(other)) continue;
    waiting.told.add(other.fileName);
    waiting.add(other.fileName);
  }
}

/** Once a file is compiled: tells all of it again, since ts-loader makes webpack forget what it was told before. */
export function repeatDependencies(path: string): void {
  const waiting = awaited.get(normal(path));
  awaited.delete(normal(path));
  waiting?.told.forEach(waiting.add);
}

/** Whether a file is now compiled for webpack; ts-loader emits it once more afterwards, for its declaration. */
export function isFirstEmit(file: ts.SourceFile): boolean {
  const waiting = awaited.get(normal(file.fileName));
  if (waiting === undefined || waiting.isCompiled) return false;
  waiting.isCompiled = true;
  return true;
}

/** Whether ts-loader compiles in this process, and nobody tells webpack what its output depends on. */
export function lacksLoader(): boolean {
  return !isInstalled && Object.keys(require.cache).some((path) => normal(path).endsWith("/ts-loader/dist/index.js"));
}

function normal(path: string): string {
  return path.replaceAll("\\", "/");
}
