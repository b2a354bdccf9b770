#!/usr/bin/env node
// The physical entry of `npx tscached`: package managers want a file that is there before anything is built.
require("../dist/cjs/cli/main.js").main(require("../package.json").version);
