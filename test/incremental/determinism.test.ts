import { CleanBuild } from "./build/clean.js";
import { publicationOf, type Publication } from "./build/observe.js";
import type { Settings } from "./build/project-files.js";
import { drawModel } from "./model/draw.js";
import type { Model } from "./model/model.js";
import { Random } from "./model/random.js";
import { ONE, THREE } from "./sequence.js";

const SIZE = { files: 40, cached: 30, bumpsAlone: false };

/** What a build in a new folder publishes. */
async function published(model: Model, settings: Partial<Settings> = {}): Promise<Publication> {
  const build = new CleanBuild(model.parts, settings);
  try {
    await build.build(model, true);
    return publicationOf(build.workspace, model);
  } finally {
    build.workspace.project.remove();
  }
}

describe.each([1, 2, 3])("project %i", (seed) => {
  test.each([
    ["one project", ONE],
    ["three projects", THREE],
  ])("%s: the same bytes in another folder, and with files in another order", async (_, parts) => {
    const random = new Random(seed);
    const model = drawModel(random, parts, SIZE);
    const first = await published(model);
    expect(Object.keys(first.listed)).toHaveLength(SIZE.cached);
    expect(await published(model)).toEqual(first);
    expect(await published(model, { order: (paths) => paths.sort().reverse() })).toEqual(first);
    expect(await published(model, { order: (paths) => shuffled(paths, random) })).toEqual(first);
  });
});

function shuffled(paths: readonly string[], random: Random): string[] {
  const rest = [...paths];
  return paths.flatMap(() => rest.splice(random.below(rest.length), 1));
}
