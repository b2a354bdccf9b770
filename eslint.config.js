import js from "@eslint/js";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What the runtime must never load: it knows nothing of compilers. */
const buildSide = [
  "typescript",
  "ts-patch",
  "xxhash-wasm",
  "**/transformer/**",
  "**/editor/**",
  "**/bundler/**",
  "**/cli/**",
];

export default defineConfig(
  {
    ignores: [
      "dist/**",
      "dist.*/**",
      ".cache/**",
      "fixtures/**",
      "test/tools/projects/**",
      "examples/*/dist/**",
      "**/*.cjs",
      "**/*.d.cts",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/prefer-literal-enum-member": "off",
    },
  },
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".js"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [
        createNodeResolver({ extensions: [".ts", ".js"], extensionAlias: { ".js": [".ts", ".js"] } }),
      ],
    },
    rules: { "import-x/no-cycle": "error", "import-x/no-unresolved": "error" },
  },
  {
    files: ["runtime/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: buildSide, message: "The runtime is loaded by programs: it must not know the build side." },
          ],
        },
      ],
    },
  },
  {
    files: ["transformer/**", "editor/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "typescript",
              allowTypeImports: true,
              message: "Use the host's own instance: a second compiler beside it has other enums and other nodes.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**"],
    rules: {
      // Methods are compared and replaced here, not called.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  { files: ["**/*.js", "**/*.mjs"], languageOptions: { globals: { process: "readonly", console: "readonly" } } },
);
