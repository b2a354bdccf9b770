/** Words for what a tag makes of a function. */
interface TaggedAs {
  /** What the function is, as a sentence begins with it, and within one, with an article and without. */
  readonly subject: string;
  readonly one: string;
  readonly function: string;
  /** What it can't be made if it isn't fit for it. */
  readonly made: string;
  /** What is lacking where it has no body. */
  readonly body: string;
  /** Why it must be told by names and parameters what it does. */
  readonly dynamic: string;
  /** What it imports, compiled. */
  readonly imports: string;
}

const CACHED: TaggedAs = {
  subject: "A cached function",
  one: "a cached function",
  function: "cached function",
  made: "cached",
  body: "body to cache",
  dynamic: "its result may depend on more than the key",
  imports: "its code version from beside the output",
};

const REPLAYED: TaggedAs = {
  subject: "A replayed function",
  one: "a replayed function",
  function: "replayed function",
  made: "replayed",
  body: "body to replay",
  dynamic: "a hit calls it again with its parameters, and with nothing else",
  imports: "tscached's runtime",
};

const INPUT: TaggedAs = {
  subject: "An input",
  one: "an input",
  function: "input",
  made: "an input",
  body: "body to ask",
  dynamic: "a hit asks it again with its parameters, and with nothing else",
  imports: "tscached's runtime",
};

/** The words for a function with a tag. */
export function taggedAs(tag: string): TaggedAs {
  return tag === "cacheReplay" ? REPLAYED : tag === "cacheInput" ? INPUT : CACHED;
}
