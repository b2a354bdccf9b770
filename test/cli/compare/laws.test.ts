import fc from "fast-check";
import { compareManifests } from "../../../cli/compare/manifests.js";
import type { Manifest } from "../../../transformer/manifest/format.js";
import { manifestOf, versioned } from "../example.js";

const SIZE = 10;

/** What stands in the source of one unit. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly uses: readonly number[];
}

type Edit =
  | { readonly kind: "text"; readonly at: number; readonly text: string }
  | { readonly kind: "uses"; readonly at: number; readonly uses: readonly number[] }
  | { readonly kind: "name"; readonly at: number; readonly file: number };

const anyText = fc.constantFrom("a", "b", "c");
const anyUnit = fc.nat(SIZE - 1);
const anyUses = fc.uniqueArray(anyUnit, { maxLength: 3 });
const anySources = fc
  .array(fc.record({ text: anyText, uses: anyUses }), { minLength: SIZE, maxLength: SIZE })
  .map((all) => all.map((each, index): Source => ({ ...each, name: `app/src/m.ts#u${index}` })));
const anyRename = fc.record({ kind: fc.constant("name" as const), at: anyUnit, file: fc.nat(2) });
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), at: anyUnit, text: anyText }),
  fc.record({ kind: fc.constant("uses" as const), at: anyUnit, uses: anyUses }),
  anyRename,
);
/** The order in which a build lists the units. */
const anyOrder = fc.shuffledSubarray([...Array(SIZE).keys()], { minLength: SIZE });

/** The first three units are cached functions, whose ids stay when their units are renamed. */
function build(sources: readonly Source[], order: readonly number[]): Manifest {
  const units = Object.fromEntries(
    order.flatMap((at) => {
      const source = sources[at];
      return source === undefined
        ? []
        : [[source.name, [source.text, ...source.uses.flatMap((used) => sources[used]?.name ?? [])] as const]];
    }),
  );
  const manifest = manifestOf(units, {});
  const functions = sources.slice(0, 3).map(({ name }, index) => ({
    ...{ id: `app/src/m.ts#f${index}`, file: "src/m.ts", line: 1, kind: "data" as const, options: {}, version: "" },
    ...{ key: [], schema: "", compiler: [], unit: manifest.units.findIndex((unit) => unit.name === name) },
  }));
  return versioned({ ...manifest, functions });
}

function edited(sources: readonly Source[], edits: readonly Edit[]): readonly Source[] {
  const after = [...sources];
  for (const edit of edits) {
    const source = after[edit.at];
    if (source === undefined) continue;
    const { name } = source;
    if (edit.kind === "name")
      after[edit.at] = { ...source, name: `app/src/${edit.file}.ts${name.slice(name.indexOf("#"))}` };
    else if (edit.kind === "text") after[edit.at] = { ...source, text: edit.text };
    else after[edit.at] = { ...source, uses: edit.uses };
  }
  return after;
}

const anyChange = fc
  .record({ sources: anySources, edits: fc.array(anyEdit, { maxLength: 4 }), orders: fc.tuple(anyOrder, anyOrder) })
  .map(({ sources, edits, orders }) => [build(sources, orders[0]), build(edited(sources, edits), orders[1])] as const);

describe("whatever changes,", () => {
  test("a manifest doesn't differ from itself", () => {
    fc.assert(
      fc.property(anySources, anyOrder, (sources, order) => {
        const manifest = build(sources, order);
        expect(compareManifests(manifest, manifest, 5)).toEqual({ added: [], removed: [], changed: [], unchanged: 3 });
      }),
    );
  });

  test("a function is told as changed exactly if its version differs", () => {
    fc.assert(
      fc.property(anyChange, ([before, after]) => {
        const differing = after.functions.filter(({ version }, index) => version !== before.functions[index]?.version);
        const { added, removed, changed, unchanged } = compareManifests(before, after, 5);
        expect(changed.map(({ id }) => id)).toEqual(differing.map(({ id }) => id));
        expect({ added, removed, unchanged }).toEqual({ added: [], removed: [], unchanged: 3 - differing.length });
      }),
    );
  });

  test("every changed function has a cause", () => {
    fc.assert(
      fc.property(anyChange, ([before, after]) => {
        for (const { causes } of compareManifests(before, after, 5).changed) expect(causes).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("the path to a cause is a way through the new code, from the function to what is named", () => {
    fc.assert(
      fc.property(anyChange, ([before, after]) => {
        const byName = new Map(after.units.map((unit) => [unit.name, unit]));
        for (const { id, causes } of compareManifests(before, after, 5).changed) {
          const unit = after.functions.find((fn) => fn.id === id)?.unit ?? -1;
          for (const cause of causes) {
            if (!("path" in cause)) throw new Error(`an unexpected cause: ${cause.kind}`);
            expect([cause.path[0], cause.path.at(-1)]).toEqual([after.units[unit]?.name, cause.name]);
            for (const [index, name] of cause.path.slice(1).entries()) {
              const uses = byName.get(cause.path[index] ?? "")?.uses ?? [];
              expect(uses.map((used) => after.units[used]?.name)).toContain(name);
            }
          }
        }
      }),
    );
  });

  test("new names and another order are no change", () => {
    fc.assert(
      fc.property(anySources, fc.array(anyRename), anyOrder, anyOrder, (sources, renames, first, second) => {
        const [before, after] = [build(sources, first), build(edited(sources, renames), second)];
        expect(compareManifests(before, after, 5)).toMatchObject({ changed: [], unchanged: 3 });
      }),
    );
  });

  test("one edit, beside any renames, is the only cause", () => {
    fc.assert(
      fc.property(anySources, anyUnit, fc.array(anyRename), anyOrder, (alike, at, renames, order) => {
        // What a renamed unit was can only be told if no other one has its text.
        const sources = alike.map((source) => ({ ...source, text: source.name }));
        const before = build(sources, order);
        const after = edited(sources, [{ kind: "text", at, text: "new" }, ...renames]);
        for (const { causes } of compareManifests(before, build(after, order), 5).changed) {
          expect(causes).toMatchObject([{ kind: "code", name: after[at]?.name, added: [], removed: [] }]);
        }
      }),
    );
  });
});
