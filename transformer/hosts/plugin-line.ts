/** What stands in tsconfig.json, for every host. */
const PLUGIN_LINE = '{ "name": "tscached/transformer", "transform": "tscached/transformer", "transformProgram": true }';

/** A mistake in how we are called, with what to write instead. */
export function callError(what: string): Error {
  return new Error(
    `tscached: ${what} Write this line under compilerOptions.plugins of tsconfig.json, and nothing else into it that ` +
      `says how to call: ${PLUGIN_LINE}`,
  );
}
