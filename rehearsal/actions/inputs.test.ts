import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../tools/root.mjs';
import { loadWorkflows, stepsOf } from '../../tools/workflows/workflow.ts';
import inputs from './inputs.json' with { type: 'json' };

const known: Record<string, { inputs: string[] }> = inputs.actions;
const workflows = await loadWorkflows(path.join(root, 'templates/prompt-library-service/skeleton'));
const uses = workflows.flatMap(workflow =>
  stepsOf(workflow)
    .filter(({ step }) => step.uses?.includes('@'))
    .map(({ step }) => ({
      file: workflow.file,
      action: step.uses ?? '',
      given: Object.keys(step.with ?? {}),
    })),
);

test('the declared inputs of every action that the stamped workflows use are known', () => {
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter(({ action }) => !(action in known))).toEqual([]);
});

test('the stamped workflows give actions only inputs that they declare', () => {
  const undeclared = uses.flatMap(({ file, action, given }) =>
    given.filter(input => !known[action]?.inputs.includes(input)).map(input => `${file}: ${action} ${input}`),
  );
  expect(undeclared).toEqual([]);
});
