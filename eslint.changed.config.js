import { defineConfig } from 'eslint/config';
import base from './eslint.config.js';

/** The rules of eslint.config.js for a few files, whose TypeScript project `npm run check -- --changed` writes. */
export default defineConfig(base, {
  files: ['**/*.{ts,tsx}'],
  languageOptions: {
    parserOptions: { project: '.cache/lint/tsconfig.json' },
  },
});
