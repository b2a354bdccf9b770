const webpack = require("webpack");
const config = require(process.argv[2]);

const compiler = webpack(config);

function report(error, stats) {
  if (error) throw error;
  process.exitCode = stats.hasErrors() ? 1 : 0;
  console.log(stats.toString({ all: false, errors: true, warnings: true }));
  console.log(stats.hasErrors() ? "failed" : "built");
}

if (process.argv.includes("--watch")) {
  compiler.watch({ aggregateTimeout: 20 }, report);
} else {
  compiler.run((error, stats) => {
    report(error, stats);
    compiler.close(() => {});
  });
}
