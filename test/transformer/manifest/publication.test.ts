import type { Manifest, ManifestUnit } from "../../../transformer/manifest/format.js";
import { locate } from "../../../transformer/manifest/location.js";
import { Publication, type Build, type CompiledFiles } from "../../../transformer/manifest/publication.js";
import { manifestText } from "../../../transformer/manifest/text.js";
import { manifest, MemoryFiles } from "./memory.js";

const AT = "/app/dist/tscached";
const CORE = "/core/dist/tscached";
const LOCATION = locate({ configFilePath: "/app/tsconfig.json", outDir: "/app/dist" }, "");
const CORE_LOCATION = locate({ configFilePath: "/core/tsconfig.json", outDir: "/core/dist" }, "");

function build(files: MemoryFiles, next: Manifest, rest: Partial<Build> = {}): Publication {
  return new Publication({
    files,
    location: LOCATION,
    noEmitOnError: false,
    hasErrors: () => rest.noEmitOnError === true,
    compiled: compiled({}),
    manifest: () => next,
    formats: () => new Set(["esm"]),
    restamped: (before) => before,
    referenced: () => [],
    ...rest,
  });
}

/** Compiled files that are none, but for what is said of them. */
function compiled(rest: Partial<CompiledFiles>): CompiledFiles {
  return {
    exist: () => false,
    stale: () => [],
    rewrite: () => undefined,
    unwritten: (sources) => new Error(`unwritten: ${sources.join()}`),
    ...rest,
  };
}

function publish(files: MemoryFiles, next: Manifest, rest: Partial<Build> = {}): void {
  const publication = build(files, next, rest);
  publication.begin();
  publication.finish();
}

/** The versions that compiled code finds, by name. */
function versions(files: MemoryFiles, at = AT, format = "mjs"): Record<string, string> {
  const text = files.read(`${at}.versions.${format}`) ?? "none";
  const found = [...text.matchAll(/"app\/a\.ts#(\w+)": "(\w+)"/g)];
  return Object.fromEntries(found.map(([, name = "", version = ""]) => [name, version]));
}

describe("the versions of a build", () => {
  test("are written when it is done, the manifest last", () => {
    const files = new MemoryFiles();
    const publication = build(files, manifest({ f: "1" }));
    publication.begin();
    expect(files.news()).toEqual([]);
    publication.finish();
    expect(files.news()).toEqual([`${AT}.versions.mjs`, `${AT}.manifest.json`]);
    expect(versions(files)).toEqual({ f: "1" });
    expect(files.read(`${AT}.manifest.json`)).toBe(manifestText(manifest({ f: "1" })));
  });

  test("that are about to change aren't there in between", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1", g: "1", gone: "1" }));
    const publication = build(files, manifest({ f: "2", g: "1", added: "1" }));
    publication.begin();
    expect(versions(files)).toEqual({ g: "1" });
    expect(files.read(`${AT}.manifest.json`)).toBe("");
    publication.finish();
    expect(versions(files)).toEqual({ f: "2", g: "1", added: "1" });
  });

  test("that stay the same are left untouched", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    files.news();
    publish(files, manifest({ f: "1" }));
    expect(files.news()).toEqual([]);
  });

  test("aren't written where nothing is cached, and go where nothing is cached any more", () => {
    const files = new MemoryFiles();
    publish(files, manifest({}));
    expect(files.news()).toEqual([]);
    publish(files, manifest({ f: "1" }));
    publish(files, manifest({}));
    expect(versions(files)).toEqual({});
    expect(files.read(`${AT}.manifest.json`)).toBe(manifestText(manifest({})));
  });

  test("stay away after a build that failed or was killed, until the next one", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1", g: "1" }));
    const failing = build(files, manifest({ f: "2", g: "1" }));
    failing.begin();
    failing.abandon();
    failing.finish();
    expect(versions(files)).toEqual({ g: "1" });

    const killed = build(files, manifest({ f: "2", g: "2" }));
    killed.begin();
    // What stood there is of no known state.
    expect(versions(files)).toEqual({});
    build(files, manifest({ f: "2", g: "2" })).finish();
    expect(versions(files)).toEqual({ f: "2", g: "2" });
  });

  test("stay away when nothing was written since there are errors", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    files.write(`${AT}.manifest.json`, "");
    build(files, manifest({ f: "2" }), { noEmitOnError: true }).finish();
    expect(versions(files)).toEqual({});
    expect(files.read(`${AT}.manifest.json`)).toBe("");
  });

  test("are brought up to date by what lies outside alone, when there may be errors", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    const restamped = (before: Manifest): Manifest => {
      expect(before).toEqual(manifest({ f: "1" }));
      return manifest({ f: "1b" });
    };
    build(files, manifest({ f: "never" }), { restamped, noEmitOnError: true }).finish();
    expect(versions(files)).toEqual({ f: "1b" });
    expect(files.read(`${AT}.manifest.json`)).toBe(manifestText(manifest({ f: "1b" })));
  });

  test("are those of the sources when nothing had to be written", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    build(files, manifest({ f: "2" })).finish();
    expect(versions(files)).toEqual({ f: "2" });
  });

  test("are written once all code was written again, after a build that was killed or lost its manifest", () => {
    for (const lose of [
      (files: MemoryFiles) => void files.texts.set(`${AT}.manifest.json`, ""),
      (files: MemoryFiles) => void files.texts.delete(`${AT}.manifest.json`),
    ]) {
      for (const begins of [true, false]) {
        const files = new MemoryFiles();
        publish(files, manifest({ f: "1" }));
        lose(files);
        const rewrite = jest.fn(() => {
          expect(versions(files)).toEqual({});
        });
        const publication = build(files, manifest({ f: "2" }), { compiled: compiled({ rewrite }) });
        if (begins) publication.begin();
        publication.finish();
        expect(rewrite).toHaveBeenCalledTimes(1);
        expect(versions(files)).toEqual({ f: "2" });
      }
    }
  });

  test("of code that was compiled for other types go before it is written again", () => {
    for (const begins of [true, false]) {
      const files = new MemoryFiles();
      publish(files, manifest({ f: "1", g: "1" }));
      let stale = ["/app/a.ts"];
      const rewrite = jest.fn(() => {
        expect(versions(files)).toEqual({ g: "1" });
        expect(files.read(`${AT}.manifest.json`)).toBe("");
        stale = [];
      });
      const publication = build(files, manifest({ f: "2", g: "1" }), {
        compiled: compiled({ stale: () => stale, rewrite }),
      });
      if (begins) publication.begin();
      publication.finish();
      expect(rewrite.mock.calls).toEqual([[["/app/a.ts"]]]);
      expect(versions(files)).toEqual({ f: "2", g: "1" });
    }
  });

  test("of such code are those of its own state while errors hold it back", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    const rewrite = jest.fn();
    const rest = { noEmitOnError: true, compiled: compiled({ stale: () => ["/app/a.ts"], rewrite }) };
    build(files, manifest({ f: "2" }), rest).finish();
    expect([versions(files), rewrite.mock.calls]).toEqual([{ f: "1" }, []]);
    const stale = jest.fn().mockReturnValueOnce(["/app/a.ts"]).mockReturnValueOnce(["/app/a.ts"]).mockReturnValue([]);
    const mended = { ...rest, hasErrors: () => false, compiled: compiled({ stale, rewrite }) };
    build(files, manifest({ f: "2" }), mended).finish();
    expect([versions(files), rewrite.mock.calls]).toEqual([{ f: "2" }, [[["/app/a.ts"]]]]);
  });

  test("are published, and the build fails, where the compiler doesn't write such code again", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    const publication = build(files, manifest({ f: "2" }), { compiled: compiled({ stale: () => ["/app/a.ts"] }) });
    expect(() => {
      publication.finish();
    }).toThrow("unwritten: /app/a.ts");
    expect(versions(files)).toEqual({ f: "2" });
  });

  test("come with code that another compiler wrote, once it is compiled", () => {
    const files = new MemoryFiles();
    let stale = ["/app/a.ts"];
    const rewrite = (): void => {
      stale = [];
    };
    const others = compiled({ exist: () => true, stale: () => stale, rewrite });
    build(files, manifest({}), { compiled: others }).finish();
    expect(files.news()).toEqual([]);
    build(files, manifest({ f: "1" }), { compiled: others }).finish();
    expect([versions(files), stale]).toEqual([{ f: "1" }, []]);
  });

  test("that can't be taken away keep all code from being written", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }));
    const broken = Object.assign(new MemoryFiles(), {
      read: (path: string) => files.read(path),
      write: (path: string) => {
        throw new Error(`${path} is read-only`);
      },
    });
    const publication = build(broken, manifest({ f: "2" }));
    for (let file = 0; file < 2; file++) {
      expect(() => {
        publication.begin();
      }).toThrow("tscached.versions.mjs is read-only");
    }
  });

  test("are nobody's business where nothing was ever cached", () => {
    const files = new MemoryFiles();
    build(files, manifest({ f: "1" })).finish();
    expect(files.news()).toEqual([]);
  });

  test("are written once, however often the end is told of", () => {
    const files = new MemoryFiles();
    const publication = build(files, manifest({ f: "1" }));
    publication.begin();
    publication.begin();
    publication.finish();
    files.news();
    publication.finish();
    expect(files.news()).toEqual([]);
  });

  test("stand in each format that was ever needed", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1" }), { formats: () => new Set(["commonjs"]) });
    expect(files.news()).toEqual([`${AT}.versions.cjs`, `${AT}.manifest.json`]);
    publish(files, manifest({ f: "2" }));
    expect([versions(files), versions(files, AT, "cjs")]).toEqual([{ f: "2" }, { f: "2" }]);
  });
});

describe("versions that depend on another project's output", () => {
  const units: ManifestUnit[] = [
    { name: "app/a.ts#f", hash: "1", uses: [2] },
    { name: "app/a.ts#g", hash: "2", uses: [] },
    { name: "core/dist/index.js", hash: "3", uses: [], path: "../core/dist/index.js" },
  ];
  const core = {
    config: "/core/tsconfig.json",
    options: { configFilePath: "/core/tsconfig.json", outDir: "/core/dist" },
    isFollowed: true,
    scripts: new Map([["/core/dist/index.d.ts", "/core/dist/index.js"]]),
  };

  function built(): MemoryFiles {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1", g: "1" }, units), { referenced: () => [core] });
    files.news();
    return files;
  }

  function buildCore(files: MemoryFiles, restamped: Build["restamped"]): Publication {
    return build(files, manifest({}), { location: CORE_LOCATION, restamped });
  }

  test("are told of to that project", () => {
    const files = built();
    expect(JSON.parse(files.read(`${CORE}.dependents.json`) ?? "")).toEqual([
      { manifest: "../../app/dist/tscached.manifest.json", project: "../../app" },
    ]);
    publish(files, manifest({ f: "2", g: "1" }, units), { referenced: () => [core] });
    expect(files.news()).not.toContain(`${CORE}.dependents.json`);
  });

  test("are of no use to a project that is built without us", () => {
    const files = new MemoryFiles();
    publish(files, manifest({ f: "1", g: "1" }, units), { referenced: () => [{ ...core, isFollowed: false }] });
    expect(files.read(`${CORE}.dependents.json`)).toBeUndefined();
  });

  test("aren't there while it is built, and new when it is done", () => {
    const files = built();
    const publication = buildCore(files, (before, project) => {
      expect([before, project]).toEqual([manifest({ f: "1", g: "1" }, units), "/app"]);
      return manifest({ f: "2", g: "1" }, units);
    });
    publication.begin();
    expect(versions(files)).toEqual({ g: "1" });
    publication.finish();
    expect(versions(files)).toEqual({ f: "2", g: "1" });
    expect(files.read(`${AT}.manifest.json`)).toBe(manifestText(manifest({ f: "2", g: "1" }, units)));
  });

  test("are left to the dependent's own build, if that is under way", () => {
    const files = built();
    const publication = buildCore(files, () => manifest({ f: "old", g: "old" }, units));
    publication.begin();
    const dependent = build(files, manifest({ f: "2", g: "1" }, units));
    dependent.begin();
    publication.finish();
    expect(versions(files)["f"]).toBeUndefined();
    dependent.finish();
    expect(versions(files)).toEqual({ f: "2", g: "1" });
  });

  test("stay away if they can't be told, until the dependent's next build", () => {
    const files = built();
    const publication = buildCore(files, () => undefined);
    publication.begin();
    publication.finish();
    expect([versions(files), files.read(`${AT}.manifest.json`)]).toEqual([{}, ""]);
    publish(files, manifest({ f: "2", g: "1" }, units));
    expect(versions(files)).toEqual({ f: "2", g: "1" });
  });

  test("are forgotten with the dependent", () => {
    const files = built();
    for (const name of ["manifest.json", "versions.mjs"]) files.texts.delete(`${AT}.${name}`);
    publishCore(files);
    expect(JSON.parse(files.read(`${CORE}.dependents.json`) ?? "")).toEqual([]);
  });

  test("are brought up to date when the project had nothing to write", () => {
    const files = built();
    buildCore(files, () => manifest({ f: "2", g: "1" }, units)).finish();
    expect(versions(files)).toEqual({ f: "2", g: "1" });
  });

  test.each(["", "{", "{}", '[1, { "manifest": 1 }]'])("can't be told of by a list that reads %j", (broken) => {
    const files = built();
    files.write(`${CORE}.dependents.json`, broken);
    expect(() => {
      publishCore(files);
    }).toThrow(
      /\/core\/dist\/tscached\.dependents\.json can't be read .* Delete it, and build with "tspc -b --force" once/,
    );
  });

  function publishCore(files: MemoryFiles): void {
    const publication = buildCore(files, (before) => before);
    publication.begin();
    publication.finish();
  }
});
