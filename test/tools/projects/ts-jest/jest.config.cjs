module.exports = {
  roots: ["<rootDir>/src"],
  testMatch: ["**/*.spec.ts"],
  transform: {
    "\\.ts$": ["ts-jest", { astTransformers: { before: [require.resolve("tscached/transformer")] } }],
  },
};
