import backstage from '@backstage/eslint-plugin';
import { fixupPluginRules } from '@eslint/compat';
import js from '@eslint/js';
import vitest from '@vitest/eslint-plugin';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.{ts,tsx}', '**/*.rehearsal.ts', '**/e2e/**', '**/*.fixture.ts', '**/testing/**'];

const labels =
  /^(title|label|alt|text|tooltip|subheader|description|placeholder|helperText|empty|problem|term|aria-label)$/;
const words = /^(?!\s*Goldpath\s*$).*\p{L}/su;
const sentence = /^[A-Z][a-z]|\p{L} \p{L}/u;
const message = 'Add the text to messages/en.ts and messages/ko.ts.';

/** Texts of pages that are not in a catalog of messages, as selectors of `no-restricted-syntax`. */
const untranslatedTexts = [
  `JSXText[value=${words}]`,
  `JSXAttribute[name.name=${labels}] > Literal[value=${words}]`,
  `JSXAttribute[name.name=${labels}] > JSXExpressionContainer :matches(Literal[value=${sentence}], TemplateElement[value.raw=${sentence}])`,
  `Property[key.name=/^(label|tooltip)$/] > Literal[value=${words}]`,
  `JSXElement > JSXExpressionContainer :matches(Literal[value=${sentence}], TemplateElement[value.raw=${sentence}])`,
].map(selector => ({ selector, message }));

export default defineConfig(
  {
    // A skeleton has a configuration and a lint script of its own, since it is a project of its own.
    ignores: [
      '**/dist',
      'dist-types',
      '**/coverage',
      '**/corpus',
      '**/generated',
      'templates/*/skeleton',
      '.cache',
      'stamped',
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // one program for each project takes a quarter less time than the service that editors use
        project: ['./tsconfig.json', './infra/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    plugins: { '@backstage': fixupPluginRules(backstage) },
    rules: {
      '@backstage/no-forbidden-package-imports': 'error',
      '@backstage/no-relative-monorepo-imports': 'error',
      '@backstage/no-undeclared-imports': 'error',
      '@backstage/no-mixed-plugin-imports': 'error',
      // Taking a field away from the rest leaves its name behind.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // `test` of node:test and vitest hand the promise to the runner.
      '@typescript-eslint/no-floating-promises': 'error',
      complexity: ['error', 15],
      'no-nested-ternary': 'error',
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
    },
  },
  { files: ['plugins/goldpath/**', 'packages/app/**'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    // A text outside of the catalogs of messages stays in English for every reader.
    files: ['plugins/goldpath/src/**/*.tsx', 'packages/app/src/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...untranslatedTexts] },
  },
  {
    // A catalog of messages is a list.
    files: ['**/messages/{en,ko}.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: tests,
    plugins: { vitest },
    rules: {
      ...vitest.configs.recommended.rules,
      'vitest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterEach'] }],
      // vitest and fast-check are installed at the root for all tests.
      '@backstage/no-undeclared-imports': 'off',
      // Asymmetric matchers such as `expect.stringContaining` have the type any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'max-lines-per-function': 'off',
      'max-lines': 'off',
    },
  },
  {
    // End-to-end tests start the portal with the tools of this repository, and wait for elements instead of expecting values.
    files: ['packages/*/e2e/**'],
    rules: { '@backstage/no-relative-monorepo-imports': 'off', 'vitest/expect-expect': 'off' },
  },
  {
    // The command line depends on these packages optionally, which the rule does not know.
    files: ['packages/cli/src/commands/*.ts'],
    rules: { '@backstage/no-undeclared-imports': 'off' },
  },
  {
    // A backend's entry and the tools at the root import what a plugin must not.
    files: ['tools/**', '*.{ts,js,mjs}', 'packages/*/e2e/**', 'policies/**', 'infra/**'],
    rules: { '@backstage/no-undeclared-imports': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
