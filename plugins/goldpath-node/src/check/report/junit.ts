import { XMLBuilder } from 'fast-xml-parser';
import type { CheckResult } from '@goldpath/policies';
import type { CheckReport } from '../checkRepository.ts';
import { subjectOf } from './subject.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
});

/** The report as JUnit XML: a suite for each rule, a case for each thing that it looked at. */
export function toJunit({ results, summary }: CheckReport): string {
  const suites = [...Map.groupBy(results, ({ rule }) => rule)].map(([rule, cases]) => ({
    '@name': rule,
    '@tests': cases.length,
    '@failures': cases.filter(isFailure).length,
    '@skipped': cases.filter(isSkipped).length,
    testcase: cases.map(toCase),
  }));
  const totals = {
    '@name': 'goldpath check',
    '@tests': results.length,
    '@failures': summary.fail + summary.unverifiable,
    '@skipped': summary.waived + summary['not-applicable'],
  };
  const xml = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { ...totals, testsuite: suites },
  };
  return withoutControls(String(builder.build(xml)));
}

const isFailure = ({ verdict }: CheckResult) => verdict === 'fail' || verdict === 'unverifiable';
const isSkipped = ({ verdict }: CheckResult) => verdict === 'waived' || verdict === 'not-applicable';

function toCase(result: CheckResult) {
  const { rule, location, message, remedy, verdict } = result;
  return {
    '@classname': rule,
    '@name': subjectOf(result),
    '@file': location.file,
    '@line': location.line,
    ...(isFailure(result) && {
      failure: {
        '@type': verdict,
        '@message': message,
        '#text': `${location.file}:${location.line}\n${message}\n${remedy}`,
      },
    }),
    ...(isSkipped(result) && { skipped: { '@message': message } }),
  };
}

/** XML 1.0 has no other control characters than these three. */
function withoutControls(xml: string): string {
  // eslint-disable-next-line no-control-regex -- they are what it is about
  return xml.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
