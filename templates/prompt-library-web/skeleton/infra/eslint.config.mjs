import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      // Removing a property with a rest pattern leaves its name unused.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      complexity: ['error', 15],
      eqeqeq: 'error',
      'no-nested-ternary': 'error',
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['*.{mjs,mts}'], extends: [tseslint.configs.disableTypeChecked] },
);
