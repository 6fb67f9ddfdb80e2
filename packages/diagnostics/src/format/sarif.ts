import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, PhysicalLocation, Region, ReportingDescriptor, Result } from 'sarif';
import type { DescribedRule, Diagnostic, Location, Severity, Verdict } from '../diagnostic.ts';
import { sentenceOf, verdictOf } from './subject.ts';

/** The base of file URIs: GitHub resolves it to the root of the repository. */
const ROOT = '%SRCROOT%';

const levels = { error: 'error', warning: 'warning', unknown: 'note' } as const satisfies Record<
  Severity,
  string
>;

/**
 * The diagnostics as SARIF 2.1.0, as GitHub's code scanning reads it
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 * Passed checks are left out. An unverifiable result counts as a failure, because results of other kinds have no level. A
 * waived one is suppressed with its reason and is a note, since GitHub shows suppressed results as open alerts.
 */
export function toSarif(diagnostics: readonly Diagnostic[], rules: readonly DescribedRule[]): string {
  const reported = diagnostics.filter(diagnostic => {
    const verdict = verdictOf(diagnostic);
    return verdict !== 'pass' && verdict !== 'not-applicable';
  });
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = fingerprintsOf(reported);
  const results = reported.map((diagnostic, index) => {
    const result = toResult(diagnostic, fingerprints[index] as string);
    const ruleIndex = indexes.get(diagnostic.rule);
    if (ruleIndex !== undefined) result.ruleIndex = ruleIndex;
    return result;
  });
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'goldpath', rules: rules.map(toDescriptor) } },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
        results,
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toDescriptor(rule: DescribedRule): ReportingDescriptor {
  const { id, title, why, fix, severity, reference, markdown } = rule;
  const text = fix ?? `${title} ${why}`;
  const descriptor: ReportingDescriptor = {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text, markdown: markdown ?? toMarkdown(text) },
    defaultConfiguration: { level: levels[severity] },
  };
  if (reference) descriptor.helpUri = reference;
  return descriptor;
}

/** A fix is a sentence, often followed by lines of code. */
function toMarkdown(fix: string): string {
  const [sentence = '', ...code] = fix.split('\n');
  if (code.length === 0) return sentence;
  return [sentence, '', '```', ...code, '```'].join('\n');
}

function toResult(diagnostic: Diagnostic, fingerprint: string): Result {
  const { rule, severity, stages, message, fix } = diagnostic;
  const verdict = verdictOf(diagnostic);
  const properties: Result['properties'] = { verdict };
  if (stages) properties.stages = stages;
  const prefix = prefixes[verdict] ?? '';
  const text = [`${prefix}${sentenceOf(diagnostic)}`, fix].filter(Boolean).join('\n\n');
  const result: Result = {
    ruleId: rule,
    level: levels[severity],
    message: { text },
    locations: [locationOf(diagnostic)],
    partialFingerprints: { 'goldpath/v2': fingerprint },
    properties,
    // either all results of a run have suppressions or none has (SARIF 2.1.0, 3.27.23)
    suppressions: [],
  };
  if (verdict !== 'waived') return result;
  return { ...result, level: 'note', suppressions: [{ kind: 'external', justification: message }] };
}

const prefixes: Partial<Record<Verdict, string>> = {
  unverifiable: 'Unverifiable: ',
  incomplete: 'Incomplete: ',
};

function locationOf({ location, subject }: Diagnostic): NonNullable<Result['locations']>[number] {
  const physicalLocation = toPhysicalLocation(location);
  if (!subject?.urn) return { physicalLocation };
  return { physicalLocation, logicalLocations: [{ fullyQualifiedName: subject.urn, kind: 'resource' }] };
}

/** @param location - its file is relative to the root of the repository, or an absolute path when it is outside */
function toPhysicalLocation({ file, line, column, endLine, endColumn }: Location): PhysicalLocation {
  const region: Region = { startLine: line };
  if (column !== undefined) region.startColumn = column;
  if (endLine !== undefined) region.endLine = endLine;
  if (endColumn !== undefined) region.endColumn = endColumn;
  if (path.isAbsolute(file)) return { artifactLocation: { uri: pathToFileURL(file).href }, region };
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri, uriBaseId: ROOT }, region };
}

/** A result keeps its fingerprint when its line moves and in every stage; equal ones of a file are numbered. */
function fingerprintsOf(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(diagnostic => {
    const base = fingerprintOf(diagnostic);
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    if (count === 1) return base;
    return `${base}/${count}`;
  });
}

/** The message distinguishes the problems of one resource, so that each keeps its fingerprint when another one is fixed. */
function fingerprintOf({ rule, subject, location, message }: Diagnostic): string {
  const problem = message.replaceAll(/\bline \d+/g, 'line');
  if (!subject) return `${rule}/${location.file}/${problem}`;
  // a URN begins with the name of its stage
  const resource = subject.urn?.replace(/^urn:pulumi:[^:]+::/, '') || `${subject.type}/${subject.name}`;
  return `${rule}/${resource}/${problem}`;
}
