const config = require("./webpack.config.cjs");

const rule = {
  test: /\.ts$/,
  use: [
    "tscached/webpack-loader",
    {
      loader: "ts-loader",
      options: { compiler: require.resolve("ts-patch/compiler"), configFile: "tsconfig.patched.json" },
    },
  ],
};

module.exports = { ...config, module: { rules: [rule] } };
