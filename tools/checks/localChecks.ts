import { type Check, toolCheck, vitestCheck } from './check.ts';
import { types, typesOfInfra } from './typeChecks.ts';

/**
 * The options with which ESLint skips files that have not changed. It does not notice when a type changes in another file, so
 * that `npm test` lints without them.
 */
export const lintCache = ['--cache', '--cache-location=.cache/eslint', '--cache-strategy=content'];

const formatCache = ['--cache', '--cache-location=.cache/prettier', '--cache-strategy=content'];

const lintConfigOfChange = 'eslint.changed.config.js';

const spell = ['--no-progress', '--quiet', '--dot', '--cache', '--cache-location=.cache/cspell'];

/** The checks of `npm run check`, the longest first. */
export function localChecks(): Check[] {
  return [
    vitestCheck('pure', 'run'),
    toolCheck('lint', 'eslint', ...lintCache, '.'),
    types,
    toolCheck('format', 'prettier', '--check', '--log-level=warn', ...formatCache, '.'),
    toolCheck('spelling', 'cspell', ...spell, '.'),
    typesOfInfra,
  ];
}

/**
 * The checks of `npm run check -- --changed`: ESLint and Prettier for the changed files, the pure tests of the packages that they
 * belong to, and the types of everything, since a change of a type can break any other file.
 *
 * @param files - relative to the root of the repository
 */
export function checksOfChange(files: readonly string[]): Check[] {
  if (files.length === 0) return [];
  const ofAnyFile = [
    toolCheck('format', 'prettier', '--check', '--log-level=warn', '--ignore-unknown', ...files),
    toolCheck('spelling', 'cspell', ...spell, '--no-must-find-files', ...files),
  ];
  const sources = files.filter(isSource);
  if (sources.length === 0) return ofAnyFile;
  const checks = [
    ...testsOf(sources),
    types,
    toolCheck('lint', 'eslint', '--no-warn-ignored', '--config', lintConfigOfChange, ...sources),
    ...ofAnyFile,
  ];
  if (sources.some(file => file.startsWith('infra/'))) checks.push(typesOfInfra);
  return checks;
}

/**
 * The TypeScript project that ESLint reads for changed files. It holds them and what they import, which takes a fifth of the
 * time of reading the whole repository.
 */
export function lintProjectOfChange(files: readonly string[]): object {
  const typescript = files.filter(file => /\.tsx?$/.test(file));
  return {
    extends: '../../tsconfig.json',
    include: [],
    files: typescript.map(file => `../../${file}`),
  };
}

const isSource = (file: string) => /\.([cm]?js|tsx?)$/.test(file);

function testsOf(sources: readonly string[]): Check[] {
  const workspace = /^(?:packages|plugins)\/[^/]+\/|^[^/]+\//;
  const folders = new Set(
    sources.map(file => workspace.exec(file)?.[0]).filter(folder => folder !== undefined),
  );
  return folders.size > 0 ? [vitestCheck('pure', 'run', '--passWithNoTests', ...folders)] : [];
}
