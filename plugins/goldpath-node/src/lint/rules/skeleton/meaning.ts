import leven from 'leven';
import type { Reference } from '../../expression/uses.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { RenderedFile } from './renderedFiles.ts';

/** Names that the expressions of other tools read: GitHub, Gitea, Azure Pipelines. */
const foreignNames = new Set(
  'github gitea forgejo secrets matrix env needs vars job jobs runner strategy inputs steps parameters variables dependencies stageDependencies resources'.split(
    ' ',
  ),
);

/** Their functions, in lower case. */
const foreignFunctions = new Set(
  'contains startswith endswith format join tojson fromjson hashfiles success always cancelled failure eq ne notin coalesce counter containsvalue converttojson iif'.split(
    ' ',
  ),
);

/** What a name means that is none of the skeleton's: the portal's in another place, another tool's, or who knows. */
export type Meaning = 'portal' | 'foreign' | 'unknown';

/** Of a reference that finds nothing; nothing of one that may find something. */
export function meaningOf(
  { root, keys, isOpen }: Reference,
  rendered: RenderedFile,
  template: LintTemplate,
): Meaning | undefined {
  if (root === rendered.root || (rendered.root === 'cookiecutter' && /^(True|False|None)$/.test(root))) {
    return undefined;
  }
  const [key = '', second] = keys;
  if (root === 'values' || root === 'cookiecutter') return 'portal';
  if (isSlip(root, rendered.root) && rendered.passed?.has(key)) return 'portal';
  if (root === 'parameters' && (rendered.passed?.has(key) || template.parameters.fields.has(key)))
    return 'portal';
  if (root === 'steps' && second === 'output' && template.steps.some(({ id }) => id === key)) return 'portal';
  if (root === 'user' && ['entity', 'ref'].includes(key)) return 'portal';
  if (root === 'each' && ['value', 'key'].includes(key)) return 'portal';
  if (foreignNames.has(root) && (key !== '' || isOpen)) return 'foreign';
  if (rendered.passed?.has(root)) return 'portal';
  return foreignNames.has(root) ? 'foreign' : 'unknown';
}

/** `Values.x`, `value.x` */
function isSlip(name: string, meant: string): boolean {
  return name.length > 1 && leven(name.toLowerCase(), meant) <= 1;
}

/** Of a function that the engine does not have. */
export function meaningOfCall(name: string): Meaning {
  return foreignFunctions.has(name.toLowerCase()) ? 'foreign' : 'unknown';
}
