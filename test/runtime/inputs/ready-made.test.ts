import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { env, fileStamp, locale } from "../../../runtime/index.js";
import { compileSync } from "../compiled.js";

test("env: a variable that is set, changed, and gone", () => {
  const { fn, cache } = compileSync((key: number) => `${key} ${env("TSCACHED_TEST_UNIT") ?? "none"}`);
  process.env["TSCACHED_TEST_UNIT"] = "km";
  expect([fn(1), fn(1)]).toEqual(["1 km", "1 km"]);
  process.env["TSCACHED_TEST_UNIT"] = "mi";
  expect(fn(1)).toBe("1 mi");
  delete process.env["TSCACHED_TEST_UNIT"];
  expect([fn(1), fn(1)]).toEqual(["1 none", "1 none"]);
  process.env["TSCACHED_TEST_UNIT"] = "km";
  expect(fn(1)).toBe("1 km");
  delete process.env["TSCACHED_TEST_UNIT"];
  expect(cache.statistics).toMatchObject({ misses: 3, hits: 3 });
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("env: %s is set only if it is set", (name) => {
  expect(env(name)).toBeUndefined();
  const { fn } = compileSync(() => env(name) ?? "none");
  expect([fn(1), fn(1)]).toEqual(["none", "none"]);
  Object.defineProperty(process.env, name, { value: "x", configurable: true, enumerable: true, writable: true });
  expect([env(name), fn(1)]).toEqual(["x", "x"]);
  Reflect.deleteProperty(process.env, name);
  expect(fn(1)).toBe("none");
});

test("ready-made inputs have no place: it would be one of ours", () => {
  const warn = jest.spyOn(process, "emitWarning").mockImplementation();
  const { fn } = compileSync(() => {
    process.env["TSCACHED_TEST_UNIT"] = "km";
    env("TSCACHED_TEST_UNIT");
    delete process.env["TSCACHED_TEST_UNIT"];
    return env("TSCACHED_TEST_UNIT");
  });
  fn(1);
  const [[message] = []] = warn.mock.calls;
  warn.mockRestore();
  expect(message).toMatch(/since the input env answered one question in two ways/);
});

test("locale: the language that the process formats by", () => {
  expect(locale()).toBe(new Intl.NumberFormat().resolvedOptions().locale);
});

describe("fileStamp", () => {
  const folder = mkdtempSync(join(tmpdir(), "tscached-stamp-"));
  const path = join(folder, "file");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("a file that isn't there, is written, changed, replaced by another one alike, and gone", () => {
    let runs = 0;
    const { fn } = compileSync((key: number) => {
      fileStamp(path);
      return ++runs * key;
    });
    const time = new Date(1e12);
    const write = (to: string, text: string): void => {
      writeFileSync(to, text);
      utimesSync(to, time, time);
    };
    expect(fileStamp(path)).toBeUndefined();
    expect([fn(1), fn(1)]).toEqual([1, 1]);
    write(path, "a");
    expect([fn(1), fn(1)]).toEqual([2, 2]);
    write(path, "longer");
    expect(fn(1)).toBe(3);
    utimesSync(path, time, new Date(1e12 + 1));
    expect(fn(1)).toBe(4);
    utimesSync(path, time, time);
    expect(fn(1)).toBe(3);
    write(`${path}.new`, "longer");
    renameSync(`${path}.new`, path);
    expect(fn(1)).toBe(5);
    rmSync(path);
    expect(fn(1)).toBe(1);
  });

  test("takes a URL, and says what it can't look at", () => {
    writeFileSync(path, "1234");
    expect(fileStamp(pathToFileURL(path))).toEqual(fileStamp(path));
    expect(fileStamp(path)).toMatchObject({ size: 4n });
    expect(fileStamp(join(path, "below"))).toBeUndefined();
    expect(() => fileStamp("a\0b")).toThrow(/null bytes/);
  });
});
