import { type Check, toolCheck, vitestCheck } from './check.ts';

/**
 * The options with which ESLint skips files that have not changed. It does not notice when a type changes in another file, so
 * that `npm test` lints without them.
 */
export const lintCache = ['--cache', '--cache-location=.cache/eslint', '--cache-strategy=content'];

const formatCache = ['--cache', '--cache-location=.cache/prettier', '--cache-strategy=content'];

const typesOfInfra = toolCheck('types of infra', 'tsc', '-p', 'infra');

const spell = ['--no-progress', '--quiet', '--dot', '--cache', '--cache-location=.cache/cspell'];

/** The checks of `npm run check`, the longest first. */
export function localChecks(): Check[] {
  return [
    vitestCheck('pure', 'run'),
    toolCheck('lint', 'eslint', ...lintCache, '.'),
    toolCheck('types', 'tsc'),
    toolCheck('format', 'prettier', '--check', '--log-level=warn', ...formatCache, '.'),
    toolCheck('spelling', 'cspell', ...spell, '.'),
    typesOfInfra,
  ];
}

/**
 * The checks of `npm run check -- --changed`: ESLint and Prettier for the changed files, the pure tests that import them, and
 * the types of everything, since a change of a type can break any other file.
 *
 * @param files - relative to the root of the repository
 */
export function checksOfChange(files: readonly string[]): Check[] {
  if (files.length === 0) return [];
  const ofAnyFile = [
    toolCheck('format', 'prettier', '--check', '--log-level=warn', '--ignore-unknown', ...files),
    toolCheck('spelling', 'cspell', ...spell, '--no-must-find-files', ...files),
  ];
  const sources = files.filter(file => /\.([cm]?js|tsx?)$/.test(file));
  if (sources.length === 0) return ofAnyFile;
  const checks = [
    toolCheck('types', 'tsc'),
    toolCheck('lint', 'eslint', '--no-warn-ignored', ...lintCache, ...sources),
    vitestCheck('pure', 'related', '--run', '--passWithNoTests', ...sources),
    ...ofAnyFile,
  ];
  if (sources.some(file => file.startsWith('infra/'))) checks.push(typesOfInfra);
  return checks;
}
