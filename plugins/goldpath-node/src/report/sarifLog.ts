import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, PhysicalLocation, Region, ReportingDescriptor, Result } from 'sarif';

/** Stands for the root of the repository, to which GitHub relates the files. */
const ROOT = '%SRCROOT%';

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 */
export function sarifLog(rules: ReportingDescriptor[], results: Result[]): string {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'goldpath', rules } },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
        results: results.map(result => {
          const ruleIndex = indexes.get(result.ruleId ?? '');
          return ruleIndex === undefined ? result : { ...result, ruleIndex };
        }),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/**
 * A place in a file.
 *
 * @param file - as seen from the root of the repository, or an absolute path where it lies elsewhere
 */
export function physicalLocation(file: string, region: Region): PhysicalLocation {
  const artifactLocation = path.isAbsolute(file)
    ? { uri: pathToFileURL(file).href }
    : { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
  return { artifactLocation, region };
}
