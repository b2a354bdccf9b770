/** Functions that make something random: of the language, of the Web, and of Node's module `crypto`. */
export const RANDOM: ReadonlySet<string> = new Set([
  "Math.random",
  "crypto.getRandomValues",
  "crypto.randomBytes",
  "crypto.randomFill",
  "crypto.randomFillSync",
  "crypto.randomInt",
  "crypto.randomUUID",
  "crypto.randomUUIDv7",
]);
