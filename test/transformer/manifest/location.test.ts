import { locate, siblings } from "../../../transformer/manifest/location.js";

describe("where a manifest stands", () => {
  test.each([
    [{ configFilePath: "/app/tsconfig.json", outDir: "/app/dist" }, "/app", "/app/dist/tscached.manifest.json"],
    [{ configFilePath: "/app/tsconfig.json" }, "/app", "/app/tscached.manifest.json"],
    [{ configFilePath: "/app/tsconfig.build.json", outDir: "/out" }, "/app", "/out/tscached.app.build.manifest.json"],
    [
      { configFilePath: "/app/configs/esm.json", outDir: "/out" },
      "/app/configs",
      "/out/tscached.configs.esm.manifest.json",
    ],
    [{ outDir: "/out" }, "/home", "/out/tscached.home.manifest.json"],
    [{ outDir: "/home/out" }, "/home", "/home/out/tscached.manifest.json"],
    [{}, "/home", "/home/tscached.manifest.json"],
  ])("%j", (options, project, path) => {
    const location = locate(options, "/home");
    expect(location).toMatchObject({ project, manifest: path, modules: siblings(path) });
    expect(location.modules.esm).toBe(path.replace("manifest.json", "versions.mjs"));
    expect(location.dependents).toBe(path.replace("manifest", "dependents"));
  });
});
