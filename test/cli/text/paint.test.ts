import { createPaint, takesColour } from "../../../cli/text/paint.js";

describe("colour is taken", () => {
  test.each([
    ["by a terminal", true, {}, true],
    ["by a terminal with an empty NO_COLOR", true, { NO_COLOR: "" }, true],
    ["by no terminal with NO_COLOR", true, { NO_COLOR: "1" }, false],
    ["by no dumb terminal", true, { TERM: "dumb" }, false],
    ["by no pipe or file", false, {}, false],
  ])("%s", (_, isTTY, env, expected) => {
    expect(takesColour({ isTTY }, env)).toBe(expected);
  });

  test("by nothing that doesn't say what it is", () => {
    expect(takesColour({}, {})).toBe(false);
  });
});

test("paint colours whatever the stream is, once that is decided, and otherwise nothing", () => {
  expect(createPaint(true)("lost", "x")).toBe("\u001b[31mx\u001b[39m");
  expect(createPaint(false)("lost", "x")).toBe("x");
});
