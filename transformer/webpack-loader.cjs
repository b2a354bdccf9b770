// The entry of tscached/webpack-loader: webpack takes a loader as module.exports, with its pitch.
module.exports = require("../dist/cjs/transformer/hosts/webpack-loader.js").default;
