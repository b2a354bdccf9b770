// The physical entry of the build-time plugin: hosts that ignore "exports" find it by this folder's package.json, and
// the language server takes nothing but a function as module.exports.
module.exports = require("../dist/cjs/transformer/index.js").default;
