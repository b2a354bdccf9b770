import { cacheInput, configure } from "../../../runtime/index.js";
import { compileAs, FORMS } from "../compiled.js";

afterEach(() => {
  configure({ reporter: "terminal" });
});

describe.each(FORMS)("a %s function", (form) => {
  test("shows each miss under other answers of its inputs, and no hit", async () => {
    const told: string[] = [];
    const tell = (what: string) => () => {
      told.push(what);
    };
    configure({ reporter: { start: tell("start"), done: tell("done"), failed: tell("failed") } });
    let language = "en";
    const locale = cacheInput(() => language);
    const { call } = compileAs(form, () => locale(), { showSpinner: true });
    expect([await call(1), await call(1)]).toEqual(["en", "en"]);
    expect(told).toEqual(["start", "done"]);
    language = "de";
    expect([await call(1), await call(1)]).toEqual(["de", "de"]);
    language = "en";
    expect(await call(1)).toBe("en");
    expect(told).toEqual(["start", "done", "start", "done"]);
  });
});
