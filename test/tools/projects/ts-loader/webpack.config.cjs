const { resolve } = require("node:path");

module.exports = {
  mode: "development",
  target: "node",
  devtool: "source-map",
  entry: "./src/main.ts",
  output: { path: resolve(__dirname, "dist"), filename: "main.js" },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        use: [
          "tscached/webpack-loader",
          { loader: "ts-loader", options: { getCustomTransformers: require.resolve("tscached/transformer") } },
        ],
      },
    ],
  },
};
