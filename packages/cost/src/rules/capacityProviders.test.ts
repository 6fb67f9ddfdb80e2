import { expect, test } from 'vitest';
import { distribute } from './capacityProviders.ts';

const onDemand = { provider: 'FARGATE', base: 1, weight: 1 };
const spot = { provider: 'FARGATE_SPOT', base: 0, weight: 3 };

test('distributes the bases first, and the other tasks by weight', () => {
  expect(distribute(5, [onDemand, spot])).toEqual([
    { provider: 'FARGATE', tasks: 2 },
    { provider: 'FARGATE_SPOT', tasks: 3 },
  ]);
});

test('a base takes no more tasks than there are', () => {
  expect(distribute(1, [{ ...onDemand, base: 4 }, spot])).toEqual([
    { provider: 'FARGATE', tasks: 1 },
    { provider: 'FARGATE_SPOT', tasks: 0 },
  ]);
});

test('distributes tasks equally without weights', () => {
  const providers = [onDemand, spot].map(provider => ({ ...provider, base: 0, weight: 0 }));
  expect(distribute(3, providers).map(({ tasks }) => tasks)).toEqual([1.5, 1.5]);
});
