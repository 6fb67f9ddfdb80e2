import path from 'node:path';
import { x } from 'tinyexec';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

test.each([
  ['run.mjs nope', "Unknown command 'nope'; choose one of: api, bench,"],
  ['run.mjs', "Unknown command ''; choose one of: api, bench,"],
  ['run.mjs test nope', "No title of the checks contains 'nope'."],
  ['run.mjs bench toString', "Unknown group 'toString'; choose one of: policies,"],
  ['run.mjs image toString', "Unknown image 'toString'; choose one of: service, portal."],
  ['run.mjs new toString queue', 'Usage: npm run new rule|'],
  ['run.mjs new rule queue-encrypted extra', 'Usage: npm run new rule|'],
  ['run.mjs new rule class', "The name 'class' is a reserved word of JavaScript;"],
  [
    'run.mjs new rule queue',
    "policies/src/rules/queue.ts would declare 'queue' twice; choose another name.",
    1,
  ],
  ['run.mjs words nope', 'nope does not exist. Usage: npm run words [folder or file]'],
  ['run.mjs mutations nope', "No mutation contains 'nope'. The files with mutations are: "],
  ['run.mjs new lint-rule skeleton-path', 'The lint rule skeleton-path exists already;', 1],
  ['commitSubject.mjs', 'Usage: node tools/commitSubject.mjs <file with the commit message>.', 1],
  ['commitSubject.mjs nope', 'The commit message cannot be read: ENOENT', 1],
])(
  'node tools/%s is refused with a message and without a stack trace',
  async (command, message, code = 2) => {
    const [script = '', ...args] = command.split(' ');
    const refused = await x(process.execPath, [path.join(root, 'tools', script), ...args]);
    expect(refused.exitCode).toBe(code);
    expect(refused.stderr).toContain(message);
    expect(refused.stderr).not.toMatch(/^ +at /m);
  },
);
