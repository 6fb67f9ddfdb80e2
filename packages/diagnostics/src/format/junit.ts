import { XMLBuilder } from 'fast-xml-parser';
import type { Diagnostic } from '../diagnostic.ts';
import { describeSubject, isProblem, verdictOf } from './subject.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
});

/** The diagnostics as JUnit XML: a suite for each rule, a test case for each subject that it checked. */
export function toJunit(diagnostics: readonly Diagnostic[]): string {
  const suites = [...Map.groupBy(diagnostics, ({ rule }) => rule)].map(([rule, cases]) => ({
    '@name': rule,
    ...totalsOf(cases),
    testcase: cases.map(toCase),
  }));
  const xml = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': 'goldpath', ...totalsOf(diagnostics), testsuite: suites },
  };
  return withoutControls(String(builder.build(xml)));
}

function totalsOf(diagnostics: readonly Diagnostic[]) {
  return {
    '@tests': diagnostics.length,
    '@failures': diagnostics.filter(isFailure).length,
    '@skipped': diagnostics.filter(isSkipped).length,
  };
}

const isFailure = (diagnostic: Diagnostic) => isProblem(diagnostic) && diagnostic.severity !== 'unknown';

const isSkipped = (diagnostic: Diagnostic) => !isFailure(diagnostic) && verdictOf(diagnostic) !== 'pass';

function toCase(diagnostic: Diagnostic) {
  const { rule, location, message, fix = '' } = diagnostic;
  const { file, line } = location;
  const place = `${file}:${line}`;
  const testcase = {
    '@classname': rule,
    '@name': describeSubject(diagnostic) || place,
    '@file': file,
    '@line': line,
  };
  if (isFailure(diagnostic)) {
    const text = `${place}\n${message}\n${fix}`;
    return {
      ...testcase,
      failure: { '@type': verdictOf(diagnostic), '@message': message, '#text': text },
    };
  }
  if (isSkipped(diagnostic)) return { ...testcase, skipped: { '@message': message } };
  return testcase;
}

/** Replaces the control characters that XML 1.0 does not allow. */
function withoutControls(xml: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it removes
  return xml.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
