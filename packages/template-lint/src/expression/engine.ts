import { createRequire } from 'node:module';
import { createTemplateRenderer, TemplateRenderError } from 'nunjitsu';
import type { Dialect } from './nunjucksParser.ts';
import { independentParts } from './independentParts.ts';

/** A syntax error that the portal's engine reports; 1-based. */
export interface SyntaxProblem {
  line: number;
  column: number;
  message: string;
}

// Regular expressions of a template are not executed: they could take forever.
const renderers = {
  backstage: createTemplateRenderer({ allowRegexExecution: false }),
  cookiecutter: createTemplateRenderer({ allowRegexExecution: false, cookiecutterCompat: true }),
};

const limits = { workUnits: 20_000, outputCodeUnits: 2_000_000, capabilityCalls: 10 };

/** The first syntax error that the engine, nunjitsu, finds in a string. */
export function syntaxProblem(text: string, dialect: Dialect): SyntaxProblem | undefined {
  let start = 0;
  for (const part of independentParts(text, dialect)) {
    const problem = problemIn(part, dialect);
    if (problem) return moved(problem, text.slice(0, start));
    start += part.length;
  }
  return undefined;
}

function problemIn(text: string, dialect: Dialect): SyntaxProblem | undefined {
  const error = failureOf(text, dialect);
  if (!(error instanceof TemplateRenderError) || error.phase !== 'parse') return undefined;
  const message = error.message.replace(/^Template error at line \d+, column \d+: /, '');
  return { line: error.line ?? 1, column: error.column ?? 1, message };
}

/** The problem at its place in a text of which a part was read. */
function moved(problem: SyntaxProblem, before: string): SyntaxProblem {
  const lines = before.split('\n');
  const column = problem.line === 1 ? problem.column + (lines.at(-1)?.length ?? 0) : problem.column;
  return { ...problem, line: problem.line + lines.length - 1, column };
}

/** Whether the engine itself has a filter or a test. */
export function engineHas(kind: 'filter' | 'test', name: string): boolean {
  const text = kind === 'filter' ? `\${{ '' | ${name} }}` : `\${{ '' is ${name} }}`;
  const error = failureOf(text, 'backstage');
  return !(error instanceof Error && /Unknown template (filter|test)/.test(error.message));
}

/** A value of each kind that has methods. */
const RECEIVERS = ["''", '1', '[]'];
const methods = new Map<string, boolean>();

/** Whether a string, a number or a list has a method in an expression. */
export function engineHasMethod(name: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  const known = methods.get(name);
  if (known !== undefined) return known;
  const isThere = RECEIVERS.some(receiver => {
    const error = failureOf(`\${{ (${receiver}).${name}() }}`, 'backstage');
    return !(error instanceof Error && error.message.includes('cannot be called'));
  });
  methods.set(name, isThere);
  return isThere;
}

/** The filters of the portal that fail without a value. */
const needing = new Map(['parseRepoUrl', 'parseEntityRef', 'projectSlug'].map(name => [name, true]));

/** Whether a filter fails when its input has no value. */
export function needsInput(filter: string): boolean {
  const known = needing.get(filter);
  if (known !== undefined) return known;
  const error = failureOf(`\${{ missing | ${filter} }}`, 'backstage');
  const isNeeding = error instanceof Error && error.message.includes('for undefined input');
  needing.set(filter, isNeeding);
  return isNeeding;
}

const load = createRequire(import.meta.url);
const namesIn = (kind: 'filter' | 'test') =>
  Object.keys(load(`nunjucks/src/${kind}s.js`) as object).filter(name => engineHas(kind, name));
let filters: string[] | undefined;
let tests: string[] | undefined;

/** The names of the engine's filters, tests or functions. */
export function namesOfEngine(kind: 'filter' | 'test' | 'function'): readonly string[] {
  if (kind === 'function') return ['range', 'cycler', 'joiner'];
  if (kind === 'filter') return (filters ??= namesIn('filter'));
  return (tests ??= namesIn('test'));
}

function failureOf(text: string, dialect: Dialect): unknown {
  try {
    renderers[dialect].renderValue(text, {}, { limits });
    return undefined;
  } catch (error) {
    return error;
  }
}
