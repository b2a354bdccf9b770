import fc from "fast-check";
import { readTagTemplate, tagText } from "../../../../transformer/analyze/tags/tag-template.js";

/** Labels as keys have them. */
const LABELS = ["id", "user.id", 'request.params["user-id"]', "list[0].name", "process.env.HOME", "größe", "$x._y"];

/** What a text says, with a slot as a list of its label. */
function read(text: string): unknown {
  const template = readTagTemplate(text);
  if ("problem" in template) return template.problem;
  return template.pieces.map((piece) => (typeof piece === "string" ? piece : [piece.label]));
}

test.each([
  ["users", ["users"]],
  ["user:{id}", ["user:", ["id"]]],
  ["{id}", [["id"]]],
  ["{a}{b}", [["a"], ["b"]]],
  ["{a}/{b}/c", [["a"], "/", ["b"], "/c"]],
  ["{ user . id }", [["user.id"]]],
  ["{user?.id}", [["user.id"]]],
  ["{user['id']}", [["user.id"]]],
  ['{user["first name"]}', [['user["first name"]']]],
  ['{user["a}b"]}', [['user["a}b"]']]],
  ["{list[0]}", [["list[0]"]]],
  ["5$ {id}", ["5$ ", ["id"]]],
  [" ", [" "]],
  ['a@b, (c) \\ "d"\n', ['a@b, (c) \\ "d"\n']],
])("%j says %j", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ["", "a text", 0],
  ["user:{id", '"}"', 8],
  ["user:id}", 'a "{" before this', 7],
  ["{id}}", 'a "{" before this', 4],
  ["{}", "the name of a part of the key", 1],
  ["{{id}}", "the name of a part of the key", 1],
  ["${id}", '"{" without "$"', 0],
  ["{id + 1}", '"}"', 4],
  ["{id.}", '"}"', 3],
  ["{a {b}", '"}"', 3],
  ["{0}", "the name of a part of the key", 1],
])("%j can't be read: %s expected at %d", (text, expected, at) => {
  expect(read(text)).toEqual({ expected, at });
});

test("a slot stands where its path does", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z:/ ]*$/), fc.constantFrom(...LABELS), (before, label) => {
      const text = `${before}{${label}}`;
      const template = readTagTemplate(text);
      const slot = "problem" in template ? undefined : template.pieces.at(-1);
      expect(typeof slot === "object" && text.slice(slot.start, slot.end)).toBe(label);
    }),
  );
});

test("a tag is told as it would be written", () => {
  const pieces = fc.array(fc.oneof(fc.stringMatching(/^[^{}$]+$/), fc.nat({ max: LABELS.length - 1 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(pieces, (tag) => {
      const template = readTagTemplate(tagText(tag, LABELS));
      const found = "problem" in template ? [] : template.pieces;
      expect(
        tagText(
          found.map((piece) => (typeof piece === "string" ? piece : LABELS.indexOf(piece.label))),
          LABELS,
        ),
      ).toBe(tagText(tag, LABELS));
      expect(found.filter((piece) => typeof piece === "object").map(({ label }) => label)).toEqual(
        tag.filter((piece) => typeof piece === "number").map((position) => LABELS[position]),
      );
    }),
  );
});
