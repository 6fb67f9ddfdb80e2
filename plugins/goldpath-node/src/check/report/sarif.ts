import type { CheckResult } from '@goldpath/policies';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { CheckReport } from '../checkRepository.ts';
import type { RuleDescription } from '../rules.ts';

/**
 * The report as SARIF 2.1.0, as GitHub's code scanning takes it: what passed is left out, what nobody could verify counts
 * as a failure, and what was waived is suppressed with its reason.
 */
export function toSarif({ results }: CheckReport, rules: readonly RuleDescription[]): string {
  const told = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'goldpath',
            rules: rules.map(toDescriptor),
          },
        },
        originalUriBaseIds: { ROOT: { description: { text: 'The folder that was checked.' } } },
        results: told.map(result => toResult(result, indexes.get(result.rule))),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels = { error: 'error', warning: 'warning' } as const;

function toDescriptor({ id, title, why, remedy, severity, reference }: RuleDescription): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: remedy },
    ...(reference && { helpUri: reference }),
    defaultConfiguration: { level: levels[severity] },
  };
}

function toResult(result: CheckResult, ruleIndex: number | undefined): Result {
  const { rule, severity, verdict, resource, location, message, remedy } = result;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text: [`${resource.type} ${resource.name}: ${message}`, remedy].filter(Boolean).join('\n\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: location.file.split('/').map(encodeURIComponent).join('/'),
            uriBaseId: 'ROOT',
          },
          region: { startLine: location.line },
        },
        ...(resource.urn && { logicalLocations: [{ fullyQualifiedName: resource.urn, kind: 'resource' }] }),
      },
    ],
    // a finding stays the same one while its line moves
    partialFingerprints: { 'goldpath/v1': `${rule}/${resource.urn || `${resource.type}/${resource.name}`}` },
    properties: { verdict },
    ...(verdict === 'waived' && { suppressions: [{ kind: 'external' as const, justification: message }] }),
  };
}
