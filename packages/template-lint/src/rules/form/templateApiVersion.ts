import { at, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';

const CURRENT = 'scaffolder.backstage.io/v1beta3';

/** Templates have the apiVersion that portals support. */
export const templateApiVersion: LintRule = {
  id: 'template-api-version',
  title: `The apiVersion of a template is ${CURRENT}.`,
  why: 'Portals support no other version: the catalog rejects the template, or it cannot be started.',
  severity: 'error',
  example: {
    incorrect: { 'template.yaml': templateOf('backstage.io/v1beta2') },
    correct: { 'template.yaml': templateOf(CURRENT) },
  },
  check({ template: { root }, manifest }) {
    const version = at(root, 'apiVersion');
    if (manifest || typeof version?.value !== 'string' || version.value === CURRENT) return [];
    return [toReport(version, version.value)];
  },
};

function toReport(node: Located, version: string): Report {
  if (/^(scaffolder\.)?backstage\.io\/v1(alpha1|beta[12])$/.test(version)) {
    return {
      at: node,
      message: `${version} is an old version that portals no longer support.`,
      fix: `Write ${CURRENT}. Its expressions are written \${{ }} instead of {{ }}, and read outputs as steps.<id>.output.`,
    };
  }
  const report: Report = {
    at: node,
    message: `${version} is not a version of templates. The catalog rejects the template.`,
    fix: `Write ${CURRENT}.`,
  };
  // only the letter case or a separator differs
  const isTypo =
    version.toLowerCase() === CURRENT || /^scaffolder\.backstage\.io\/?v?1?-?beta-?3$/i.test(version);
  if (isTypo) report.edits = [edit(node.source, node.start, node.end, CURRENT)];
  return report;
}

function templateOf(version: string): string {
  return `apiVersion: ${version}
kind: Template
metadata: { name: example }
spec: { type: service, steps: [] }
`;
}
