import { expect, test } from 'vitest';
import { defaultAssumptions, parseAssumptions } from './assumptions.ts';

test('replaces the named assumption and keeps the others', () => {
  const { requests, lcu } = parseAssumptions(['requests=5000000']);
  expect(requests).toEqual({ ...defaultAssumptions.requests, value: 5_000_000 });
  expect(lcu).toEqual(defaultAssumptions.lcu);
});

test('uses the last value of a repeated name, which can be a fraction', () => {
  expect(parseAssumptions(['lcu=3', 'lcu=0.5']).lcu?.value).toBe(0.5);
});

test.each(['visitors=5', 'constructor=5'])(
  'rejects the unknown name in %s and lists the names',
  replacement => {
    expect(() => parseAssumptions([replacement])).toThrow(
      /there is no assumption '\w+'. The assumptions are: requests, lcu, nat-gb/,
    );
  },
);

test.each(['requests', 'requests=', 'requests=-1', 'requests=many', 'requests=1e400', 'requests=1=2'])(
  'rejects %s, whose value is not a number',
  replacement => {
    expect(() => parseAssumptions([replacement])).toThrow(
      `--assume ${replacement}: the value is not a number. Write digits only`,
    );
  },
);
