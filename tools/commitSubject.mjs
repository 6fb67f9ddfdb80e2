// Plain JavaScript for Node 18 and up: the commit-msg hook runs it with the Node of the machine.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const MAX_LENGTH = 72;

/** Subjects that git writes itself. */
const GENERATED = /^(Merge|Revert|fixup!|squash!|amend!) /;

/**
 * Returns the problem of a commit message's subject, or undefined when it follows CONTRIBUTING.md.
 *
 * @param {string} message
 * @returns {string | undefined}
 */
export function subjectProblem(message) {
  const subject = message.split('\n').find(line => line.trim() !== '' && !line.startsWith('#')) ?? '';
  if (subject === '') return 'The commit message is empty.';
  if (GENERATED.test(subject)) return undefined;
  const length = [...subject].length;
  if (length > MAX_LENGTH) {
    return `The subject has ${length} characters; use at most ${MAX_LENGTH} and put the rest into the body.`;
  }
  if (!/^[a-z][a-z0-9-]*: \S/.test(subject)) {
    return 'The subject has no scope; write "scope: Subject", such as "policies: Check the zones of databases".';
  }
  if (/^[a-z0-9-]+: \p{Ll}/u.test(subject)) return 'Start the text after the scope with a capital letter.';
  if (subject.endsWith('.')) return 'Remove the period at the end of the subject.';
  return undefined;
}

/**
 * Returns the problem of the message in a file.
 *
 * @param {string | undefined} file
 */
function problemOfFile(file) {
  if (file === undefined) return 'Usage: node tools/commitSubject.mjs <file with the commit message>.';
  try {
    return subjectProblem(readFileSync(file, 'utf8'));
  } catch (error) {
    return `The commit message cannot be read: ${error instanceof Error ? error.message : error}.`;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = problemOfFile(process.argv[2]);
  if (problem) {
    process.stderr.write(`${problem} See CONTRIBUTING.md.\n`);
    process.exitCode = 1;
  }
}
