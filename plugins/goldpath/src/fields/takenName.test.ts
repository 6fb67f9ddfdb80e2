import { expect, test } from 'vitest';
import { takenName } from './takenName.ts';

const having = (...refs: string[]) => ({
  getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
    items: entityRefs.map(ref =>
      refs.includes(ref)
        ? { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'x' } }
        : undefined,
    ),
  }),
});

test('a free name has no problem', async () => {
  expect(await takenName('haiku-desk', having('component:default/other'))).toBeUndefined();
});

test('no name yet is nobody’s', async () => {
  expect(await takenName(undefined, having())).toBeUndefined();
});

test.each(['component', 'system'])('a name that a %s has is taken', async kind => {
  expect(await takenName('haiku-desk', having(`${kind}:default/haiku-desk`))).toBe(
    `The catalog has a ${kind} called haiku-desk already. Choose another name.`,
  );
});

test('a catalog that does not answer is said, not passed over', async () => {
  const silent = {
    getEntitiesByRefs: async () => {
      throw new Error('503 Service Unavailable');
    },
  };
  expect(await takenName('haiku-desk', silent)).toBe(
    'The catalog could not be asked whether haiku-desk is free (503 Service Unavailable). Try again.',
  );
});
