import loader = require("../dist/cjs/transformer/hosts/webpack-loader.js");
declare const webpackLoader: typeof loader.default;
export = webpackLoader;
