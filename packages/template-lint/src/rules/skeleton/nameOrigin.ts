import leven from 'leven';
import type { Reference } from '../../expression/uses.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { RenderedFile } from './renderedFiles.ts';

const words = (text: string) => new Set(text.split(' '));

/** Names in the expressions of other tools: GitHub, Gitea, Azure Pipelines. */
const foreignNames = words(
  'github gitea forgejo secrets matrix env needs vars job jobs runner strategy inputs steps parameters variables dependencies stageDependencies resources',
);

/** Their functions, in lower case. */
const foreignFunctions = words(
  'contains startswith endswith format join tojson fromjson hashfiles success always cancelled failure eq ne notin coalesce counter containsvalue converttojson iif',
);

/** The tool that defines a name which skeletons do not have: the portal elsewhere, another tool, or unknown. */
export type NameOrigin = 'portal' | 'foreign' | 'unknown';

/** The origin of a reference without a value; undefined for one that may have a value. */
export function originOf(
  reference: Reference,
  rendered: RenderedFile,
  template: LintTemplate,
): NameOrigin | undefined {
  const { root, keys, isOpen } = reference;
  const isPythonConstant = rendered.root === 'cookiecutter' && /^(True|False|None)$/.test(root);
  if (root === rendered.root || isPythonConstant) return undefined;
  if (isForPortal(reference, rendered, template)) return 'portal';
  const isForeign = foreignNames.has(root);
  if (isForeign && (keys.length > 0 || isOpen)) return 'foreign';
  if (rendered.passed?.has(root)) return 'portal';
  return isForeign ? 'foreign' : 'unknown';
}

/** The keys of the names of template.yaml that no other tool has. */
const keysOfPortal: Readonly<Partial<Record<string, readonly string[]>>> = {
  user: ['entity', 'ref'],
  each: ['value', 'key'],
  environment: ['secrets', 'parameters'],
};

/** Whether a reference is written as in template.yaml, or is a typing error of a value of the skeleton. */
function isForPortal(
  { root, keys }: Reference,
  { root: expected, passed }: RenderedFile,
  { parameters, steps }: LintTemplate,
): boolean {
  const [key = '', second] = keys;
  const isPassed = passed?.has(key) ?? false;
  const known = keysOfPortal[root];
  if (known) return known.includes(key);
  switch (root) {
    case 'values':
    case 'cookiecutter':
      return true;
    case 'parameters':
      return isPassed || parameters.fields.has(key);
    case 'steps':
      return second === 'output' && steps.some(({ id }) => id === key);
    default:
      return isPassed && isTypo(root, expected);
  }
}

/** `Values.x`, `value.x` */
function isTypo(name: string, intended: string): boolean {
  return name.length > 1 && leven(name.toLowerCase(), intended) <= 1;
}

/** The origin of a function that the engine does not have. */
export function originOfFunction(name: string): NameOrigin {
  return foreignFunctions.has(name.toLowerCase()) ? 'foreign' : 'unknown';
}
