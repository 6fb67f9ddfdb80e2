import type { CheckResult } from '@goldpath/policies';
import type { ReportingDescriptor, Result } from 'sarif';
import { physicalLocation, sarifLog } from '../../report/sarifLog.ts';
import type { CheckReport } from '../checkRepository.ts';
import type { RuleDescription } from '../rules.ts';
import { subjectOf } from './subject.ts';

/**
 * The report as SARIF: what passed is left out. What nobody could verify counts as a failure, for a result of another kind has
 * no level. What was waived is suppressed with its reason, and a note besides, since GitHub shows what is suppressed as an open
 * alert.
 */
export function toSarif({ results }: CheckReport, rules: readonly RuleDescription[]): string {
  const told = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  return sarifLog(rules.map(toDescriptor), told.map(toResult));
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

function toResult(result: CheckResult): Result {
  const { rule, severity, verdict, resource, stages, location, message, remedy } = result;
  const unsure = verdict === 'unverifiable' ? 'Unverifiable: ' : '';
  const waived = verdict === 'waived';
  return {
    ruleId: rule,
    level: waived ? 'note' : severity,
    message: { text: [`${unsure}${subjectOf(result)}: ${message}`, remedy].filter(Boolean).join('\n\n') },
    locations: [
      {
        physicalLocation: physicalLocation(location.file, { startLine: location.line }),
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
