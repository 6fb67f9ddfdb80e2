import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import type { RuleOverview } from './overview.ts';

const overview = (id: string, controls: string[], broken: string[] = []): RuleOverview => ({
  rule: { id, title: 'It is right.', why: 'Otherwise it breaks.', severity: 'error', controls },
  broken: broken.map(title => ({
    service: { entityRef: `component:default/${title}`, title },
    findings: [],
  })),
  waived: [],
});

test('controls are listed by service and number, with their rules and the services that break one', () => {
  const rules = [
    overview('encrypted', ['RDS.10', 'S3.1'], ['orders']),
    overview('private', ['RDS.2', 'RDS.10'], ['orders', 'billing']),
    overview('tagged', []),
  ];
  expect(coverageOf(rules)).toEqual([
    {
      service: 'RDS',
      controls: [
        { control: 'RDS.2', rules: ['private'], broken: 2 },
        { control: 'RDS.10', rules: ['encrypted', 'private'], broken: 2 },
      ],
    },
    { service: 'S3', controls: [{ control: 'S3.1', rules: ['encrypted'], broken: 1 }] },
  ]);
});
