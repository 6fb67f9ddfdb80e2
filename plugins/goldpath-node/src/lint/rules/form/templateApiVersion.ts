import { edit, type LintRule } from '../../rule.ts';
import { at } from '../../source/located.ts';

const CURRENT = 'scaffolder.backstage.io/v1beta3';

/** Templates are of the version that portals run. */
export const templateApiVersion: LintRule = {
  id: 'template-api-version',
  title: `A template is of apiVersion ${CURRENT}.`,
  why: 'Portals run no other version: the catalog refuses the template, or nobody can start it.',
  severity: 'error',
  example: {
    bad: { 'template.yaml': templateOf('backstage.io/v1beta2') },
    good: { 'template.yaml': templateOf(CURRENT) },
  },
  check({ template: { root }, manifest }) {
    const version = at(root, 'apiVersion');
    if (manifest || typeof version?.value !== 'string' || version.value === CURRENT) return [];
    const { source, start, end, value } = version;
    if (/^(scaffolder\.)?backstage\.io\/v1(alpha1|beta[12])$/.test(value)) {
      return [
        {
          at: version,
          message: `${value} is an old version that portals do not run any more`,
          fix: `Write ${CURRENT}; expressions are written \${{ }} there, and not {{ }}, and what an action gives is steps.<id>.output.`,
        },
      ];
    }
    // the same with another letter case or a letter apart has one meaning
    const isMeant =
      value.toLowerCase() === CURRENT || /^scaffolder\.backstage\.io\/?v?1?-?beta-?3$/i.test(value);
    return [
      {
        at: version,
        message: `${value} is no version of templates: the catalog refuses the template`,
        fix: `Write ${CURRENT}.`,
        ...(isMeant && { edits: [edit(source, start, end, CURRENT)] }),
      },
    ];
  },
};

function templateOf(version: string): string {
  return `apiVersion: ${version}
kind: Template
metadata: { name: example }
spec: { type: service, steps: [] }
`;
}
