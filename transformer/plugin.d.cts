import plugin = require("../dist/cjs/transformer/index.js");
declare const tscached: typeof plugin.default;
export = tscached;
