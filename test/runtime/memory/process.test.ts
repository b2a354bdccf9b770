import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { result, run } from "./script.js";

describe("a process ends by itself", () => {
  test.each([
    ["with copies made ahead", "await prepared();"],
    ["with a copy in the making", ""],
    ["after many hits", "for (let hit = 0; hit < 5; hit++) { kept.copy(); await prepared(); }"],
    ["after a release", "await prepared(); kept.release();"],
    ["with a value of which nobody knows", "globalThis.kept = undefined;"],
  ])("%s", (_name, code) => {
    const { status, signal, stderr } = run(`globalThis.kept = keepMemory([large(), large()]); ${code}`);
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
  });

  test.each([
    ["while the thread starts", ""],
    ["while the thread copies", "while (!isCopying()) await setTimeout(1);"],
    ["with copies made ahead", "await prepared();"],
  ])("with process.exit, %s", (_name, code) => {
    const { status, signal, stderr } = run(`
      const kept = keepMemory([large(64 << 20)]);
      const isCopying = () => [...processPool().values.values()].some(({ jobs }) => jobs.isRunning(0));
      ${code}
      process.exit(7);`);
    expect({ status, signal, stderr }).toEqual({ status: 7, signal: null, stderr: "" });
  });

  test("with an error that nobody catches", () => {
    const { status, stderr } = run("keepMemory([large()]); throw new Error('on purpose');");
    expect(status).toBe(1);
    expect(stderr).toContain("on purpose");
  });
});

describe("the thread", () => {
  test("is one for the ESM and the CommonJS build", () => {
    const code = `
      const both = [keepMemory([large()]), cjs.keepMemory([large()])];
      await prepared();
      for (const kept of both) kept.copy();
      console.log(JSON.stringify([processPool() === cjs.processPool(), processPool().counts.taken]));`;
    expect(result(code)).toEqual([true, 2]);
  });

  test("runs nothing of what the program's options load", () => {
    const folder = mkdtempSync(join(tmpdir(), "tscached-"));
    try {
      const hook = join(folder, "hook.cjs");
      const said = 'require("node:worker_threads").isMainThread || process._rawDebug("loaded in the thread")';
      writeFileSync(hook, said);
      const code =
        "const kept = keepMemory([large()]); await prepared(); kept.copy(); console.log(processPool().counts.taken);";
      for (const options of [{ args: ["--require", hook] }, { env: { NODE_OPTIONS: `--require "${hook}"` } }]) {
        expect(run(code, options)).toMatchObject({ status: 0, stdout: "1\n", stderr: "" });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("isn't needed where it isn't permitted", () => {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    const isStable = major > 23 || (major === 23 && minor >= 5);
    const args = [isStable ? "--permission" : "--experimental-permission", "--allow-fs-read=*", "--no-warnings"];
    const code = `
      const kept = keepMemory([large()]);
      const [copy] = kept.copy();
      console.log(JSON.stringify([processPool().isRunning, new Uint8Array(copy)[5], processPool().counts]));`;
    expect(result(code, { args })).toEqual([false, 7, { taken: 0, made: 1 }]);
  });

  test("isn't started by threads of the program, which would each have its own", () => {
    const code = `
      import { Worker } from "node:worker_threads";
      const url = ${JSON.stringify("URL")};
      const worker = new Worker(\`
        import(process.env.KEPT).then(({ keepMemory, processPool }) => {
          const [copy] = keepMemory([new Uint8Array(8 << 20).fill(7).buffer]).copy();
          process.getBuiltinModule("node:worker_threads").parentPort.postMessage([processPool().isRunning, new Uint8Array(copy)[5]]);
        });\`, { eval: true, env: { KEPT: keptUrl } });
      worker.on("message", (message) => console.log(JSON.stringify(message)));`.replace(
      'const url = "URL";',
      "const keptUrl = new URL('dist/esm/memory/kept.js', `file://${process.cwd()}/`).href;",
    );
    expect(result(code)).toEqual([false, 7]);
  });

  test("doesn't hold on to the async context of the call that started it", () => {
    const code = `
      import { AsyncLocalStorage } from "node:async_hooks";
      const storage = new AsyncLocalStorage();
      let context = { large: "context" };
      const weak = new WeakRef(context);
      globalThis.kept = storage.run(context, () => keepMemory([large()]));
      context = undefined;
      await prepared();
      for (let turn = 0; turn < 50 && weak.deref() !== undefined; turn++) {
        await setTimeout(1);
        gc();
      }
      console.log(JSON.stringify([processPool().isRunning, weak.deref() === undefined]));`;
    expect(result(code, { args: ["--expose-gc"] })).toEqual([true, true]);
  });
});
