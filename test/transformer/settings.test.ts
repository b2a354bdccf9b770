import { readSettings } from "../../transformer/settings.js";

describe("the settings of the plugin line", () => {
  test.each([[{ dynamic: true }, true] as const, [{ dynamic: false }, false] as const, [{}, false] as const])(
    "%j",
    (line, dynamic) => {
      expect(readSettings(line)).toEqual({ dynamic });
    },
  );

  test.each([undefined, null, "line", 1])("a host that passes %j leaves every setting as it is", (line) => {
    expect(readSettings(line)).toEqual({ dynamic: false });
  });

  test("keys of hosts and of other tools are none of our business", () => {
    const line = {
      name: "tscached/transformer",
      transform: "tscached/transformer",
      transformProgram: true,
      import: "default",
      after: false,
      afterDeclarations: false,
      type: "program",
      resolvePathAliases: true,
      tsConfig: "./tsconfig.json",
      beforeEmit: true,
      isEsm: false,
      isolatedModules: true,
    };
    expect(readSettings(line)).toEqual({ dynamic: false });
    expect(readSettings({ ...line, dynamic: true })).toEqual({ dynamic: true });
  });

  test.each([
    ["yes", '"yes"'],
    [1, "1"],
    [null, "null"],
    [["any"], '["any"]'],
  ])("dynamic: %j is an error that says what is taken and what was written", (dynamic, written) => {
    expect(() => readSettings({ dynamic })).toThrow(
      new Error(`tscached: "dynamic" in the plugin line of tsconfig.json takes true or false, not ${written}.`),
    );
  });

  test.each(["Dynamic", "dynamics", "dinamyc"])("%s is an error that says what was meant", (key) => {
    expect(() => readSettings({ [key]: true })).toThrow(
      new Error(`tscached: the plugin line of tsconfig.json has no setting "${key}". Did you mean "dynamic"?`),
    );
  });
});
