import type { CheckResult } from '@goldpath/policies';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { CheckReport } from '../checkRepository.ts';
import type { RuleDescription } from '../rules.ts';
import { subjectOf } from './subject.ts';

/** Stands for the root of the repository, to which GitHub relates the files. */
const ROOT = '%SRCROOT%';

/**
 * The report as SARIF 2.1.0, as GitHub's code scanning takes it
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning):
 * what passed is left out. What nobody could verify counts as a failure, for a result of another kind has no level. What was
 * waived is suppressed with its reason, and a note besides, since GitHub shows what is suppressed as an open alert.
 */
export function toSarif({ results }: CheckReport, rules: readonly RuleDescription[]): string {
  const told = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'goldpath', rules: rules.map(toDescriptor) } },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
        results: told.map(result => toResult(result, indexes.get(result.rule))),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toDescriptor({ id, title, why, remedy, severity, reference }: RuleDescription): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: remedy, markdown: toMarkdown(remedy) },
    ...(reference && { helpUri: reference }),
    defaultConfiguration: { level: severity },
  };
}

/** A remedy is a sentence, and often lines of code after it. */
function toMarkdown(remedy: string): string {
  const [sentence = '', ...code] = remedy.split('\n');
  return code.length === 0 ? sentence : [sentence, '', '```', ...code, '```'].join('\n');
}

function toResult(result: CheckResult, ruleIndex: number | undefined): Result {
  const { rule, severity, verdict, resource, stages, location, message, remedy } = result;
  const unsure = verdict === 'unverifiable' ? 'Unverifiable: ' : '';
  const waived = verdict === 'waived';
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: waived ? 'note' : severity,
    message: { text: [`${unsure}${subjectOf(result)}: ${message}`, remedy].filter(Boolean).join('\n\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: location.file.split('/').map(encodeURIComponent).join('/'),
            uriBaseId: ROOT,
          },
          region: { startLine: location.line },
        },
        ...(resource.urn && { logicalLocations: [{ fullyQualifiedName: resource.urn, kind: 'resource' }] }),
      },
    ],
    partialFingerprints: { 'goldpath/v1': fingerprintOf(result) },
    properties: { verdict, ...(stages && { stages }) },
    // either every result of a run has them or none (SARIF 2.1.0, 3.27.23)
    suppressions: waived ? [{ kind: 'external', justification: message }] : [],
  };
}

/** A finding stays the same one while its line moves, and whichever stages are checked. */
function fingerprintOf({ rule, resource: { type, name, urn } }: CheckResult): string {
  return `${rule}/${urn.replace(/^urn:pulumi:[^:]+::/, '') || `${type}/${name}`}`;
}
