import js from '@eslint/js';
import next from '@next/eslint-plugin-next';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['.next', 'coverage', 'infra', 'next-env.d.ts', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  { plugins: { '@next/next': next }, rules: { ...next.configs['core-web-vitals'].rules } },
  { languageOptions: { parserOptions: { projectService: true } } },
  // Rest siblings omit a field from an object.
  { rules: { '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }] } },
  // React awaits the actions of forms.
  {
    rules: {
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { rules: { complexity: ['error', 15], 'no-nested-ternary': 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': ['error', 50] },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
