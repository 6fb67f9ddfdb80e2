import { expect, test } from 'vitest';
import { assume, usualAssumptions } from './assumptions.ts';

test('an assumption is replaced by its name, and the others stay', () => {
  const { requests, lcu } = assume(['requests=5000000']);
  expect(requests).toEqual({ ...usualAssumptions.requests, value: 5_000_000 });
  expect(lcu).toEqual(usualAssumptions.lcu);
});

test('the last value of several holds, and a fraction is one', () => {
  expect(assume(['lcu=3', 'lcu=0.5']).lcu?.value).toBe(0.5);
});

test('a name that does not exist is refused with those that do', () => {
  expect(() => assume(['visitors=5'])).toThrow(
    /there is no assumption 'visitors'. Those that are: requests, lcu, nat-gb/,
  );
  expect(() => assume(['constructor=5'])).toThrow(/there is no assumption/);
});

test.each(['requests', 'requests=', 'requests=-1', 'requests=many', 'requests=1e400', 'requests=1=2'])(
  '%s is refused: no number',
  text => {
    expect(() => assume([text])).toThrow(`--assume ${text}: the value is no number. Write digits only`);
  },
);
