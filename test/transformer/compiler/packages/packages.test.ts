import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createPackages, type InstalledPackage } from "../../../../transformer/compiler/packages/index.js";

// Written by the package managers themselves for is-odd and @babel/code-frame, without where they were downloaded from.
const LOCKS = [
  ["npm", "package-lock.json", "npm.json"],
  ["pnpm", "pnpm-lock.yaml", "pnpm.yaml"],
  ["yarn 1", "yarn.lock", "yarn-1.lock"],
  ["yarn 4", "yarn.lock", "yarn-4.lock"],
] as const;

const VERSIONS = { "is-odd": "3.0.1", "is-number": "6.0.0", "@babel/code-frame": "7.26.2" };

/** What is said of a file of a project that has these files beside its installed packages. */
function describePackage(fileName: string, project: Readonly<Record<string, string>>): string {
  const installed = Object.entries(VERSIONS).map(([name, version]) => [
    `/app/node_modules/${name}/package.json`,
    JSON.stringify({ name, version }),
  ]);
  const files: Record<string, string> = {
    ...(Object.fromEntries(installed) as Record<string, string>),
    ...Object.fromEntries(Object.entries(project).map(([name, text]) => [`/app/${name}`, text])),
  };
  return textOf(createPackages({ readFile: (path) => files[path], root: "/app" })(fileName));
}

function textOf(found: InstalledPackage | undefined): string {
  return [found?.name, found?.version].filter(Boolean).join("@");
}

const ODD = "/app/node_modules/is-odd/index.d.ts";
const FRAME = "/app/node_modules/@babel/code-frame/lib/index.d.ts";

describe.each(LOCKS)("with the lock file of %s", (_manager, name, asset) => {
  const text = readFileSync(join(__dirname, "locks", asset), "utf8");
  const of = (file: string, lock = text): string => describePackage(file, { [name]: lock });

  /** The lock file with another digest for one package. */
  function changed(packageName: string): string {
    const entry = new RegExp(`(node_modules/${packageName}": \\{|^["' ]*${packageName}@.*:)$`, "m");
    const start = text.search(entry);
    const digest = /(sha512-|10c0\/)./.exec(text.slice(start))?.[0] ?? "";
    const at = text.indexOf(digest, start);
    const other = digest.endsWith("A") ? "B" : "A";
    return text.slice(0, at + digest.length - 1) + other + text.slice(at + digest.length);
  }

  test("a package is its name, its version and a digest", () => {
    expect(of(ODD)).toMatch(/^is-odd@3\.0\.1 [\da-f]{32}$/);
    expect(of(FRAME)).toMatch(/^@babel\/code-frame@7\.26\.2 [\da-f]{32}$/);
  });

  test("another file of the package says the same", () => {
    expect(of("/app/node_modules/is-odd/deep/other.d.ts")).toBe(of(ODD));
  });

  test("its own contents count, and those of what it loads", () => {
    expect(changed("is-odd")).not.toBe(text);
    expect(of(ODD, changed("is-odd"))).not.toBe(of(ODD));
    expect(of(ODD, changed("is-number"))).not.toBe(of(ODD));
    expect(of(FRAME, changed("@babel/helper-validator-identifier"))).not.toBe(of(FRAME));
  });

  test("the contents of others don't", () => {
    expect(of(FRAME, changed("is-number"))).toBe(of(FRAME));
    expect(of(ODD, changed("@babel/helper-validator-identifier"))).toBe(of(ODD));
  });
});

test("without a lock file, or with one that can't be read, it is name and version", () => {
  expect(describePackage(ODD, {})).toBe("is-odd@3.0.1");
  expect(describePackage(ODD, { "package-lock.json": "{" })).toBe("is-odd@3.0.1");
  expect(describePackage(ODD, { "package-lock.json": '{ "lockfileVersion": 1 }' })).toBe("is-odd@3.0.1");
  expect(describePackage(ODD, { "yarn.lock": "\0" })).toBe("is-odd@3.0.1");
});

test("the nearest lock file counts, from where the packages are upwards", () => {
  const lock = readFileSync(join(__dirname, "locks/npm.json"), "utf8");
  const files: Record<string, string> = {
    "/repo/package-lock.json": lock.replaceAll("node_modules/is-odd", "packages/a/node_modules/is-odd"),
    "/repo/packages/a/node_modules/is-odd/package.json": '{ "version": "3.0.1" }',
  };
  const packages = createPackages({ readFile: (path) => files[path], root: "/" });
  expect(textOf(packages("/repo/packages/a/node_modules/is-odd/index.d.ts"))).toMatch(/^is-odd@3\.0\.1 /);
});

test("types stand for the package that they describe", () => {
  expect(describePackage("/app/node_modules/@types/is-odd/index.d.ts", {})).toBe("is-odd@3.0.1");
  expect(describePackage("/app/node_modules/@types/babel__code-frame/index.d.ts", {})).toBe("@babel/code-frame@7.26.2");
  expect(describePackage("/app/node_modules/@types/node/fs.d.ts", {})).toBe("node");
});

test("types without their package stand for themselves", () => {
  const types = { "node_modules/@types/estree/package.json": '{ "version": "1.0.0" }' };
  expect(describePackage("/app/node_modules/@types/estree/index.d.ts", types)).toBe("@types/estree@1.0.0");
});
