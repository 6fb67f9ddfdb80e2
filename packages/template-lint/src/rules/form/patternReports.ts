import { at, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import { FORM_FAILS } from './formSchemas.ts';

/** A problem with the `pattern` of a schema. */
export function patternReports(schema: Located): Report[] {
  const pattern = at(schema, 'pattern');
  if (typeof pattern?.value !== 'string') return [];
  const reason = syntaxError(pattern.value);
  if (reason === undefined) return inSlashes(pattern, pattern.value);
  const report: Report = {
    at: pattern,
    message: `This is not a regular expression of JavaScript with the flag u: ${reason}. ${FORM_FAILS}`,
    fix: 'Correct the expression.',
  };
  if (reason === 'Invalid escape')
    report.fix = 'Remove the backslash before characters that need none, such as - or _.';
  return [report];
}

function syntaxError(pattern: string): string | undefined {
  try {
    // the form compiles it in the same way
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^.*: /, '');
  }
}

/** `/^[a-z]+$/`, as in code: the slashes are a part of the expression, which then accepts nothing. */
function inSlashes(pattern: Located, value: string): Report[] {
  if (/^[^/].*[^\\]\$\/[a-z]*$/s.test(value)) return [slashAfterEnd(pattern, value)];
  if (!/^\/\^.*\$\/[a-z]*$/s.test(value)) return [];
  return [
    {
      at: pattern,
      message:
        'The slashes are a part of this expression: no character can be before ^, so no answer is valid.',
      fix: `Write ${value.slice(1, value.lastIndexOf('/'))}, without slashes.`,
    },
  ];
}

/** `^[a-z]+$/i` */
const slashAfterEnd = (pattern: Located, value: string): Report => ({
  at: pattern,
  message: 'No character can be after $, so no answer is valid.',
  fix: `Write ${value.slice(0, value.lastIndexOf('/'))}, without the slash. Flags cannot be set here.`,
});
