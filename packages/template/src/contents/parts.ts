import type { Part } from '../template.ts';

/** The facts about a repository from which follows which parts it has. */
export interface Contents {
  /** relative paths with forward slashes */
  files: readonly string[];
  /** `spec.type` of each Component in catalog-info.yaml */
  componentTypes: readonly string[];
}

/** The requirement of a part. */
export interface Requirement {
  part: Part;
  /** a file that can be added to have the part */
  file: string;
  /** the noun for a message: the repository has no ... */
  noun: string;
  isMet(contents: Contents): boolean;
}

/** The file that describes a repository to the catalog. Every repository needs it. */
export const CATALOG_FILE = 'catalog-info.yaml';

const requirements: readonly Requirement[] = [
  ...(['service', 'library', 'website'] as const).map(requireComponent),
  {
    part: 'infrastructure',
    file: 'infra/Pulumi.yaml',
    noun: 'infrastructure program',
    isMet: ({ files }) => files.some(file => /(^|\/)(Pulumi\.ya?ml|[^/]+\.tf)$/.test(file)),
  },
  {
    part: 'pipeline',
    file: '.github/workflows/ci.yml',
    noun: 'workflow or GitLab pipeline',
    isMet: ({ files }) =>
      files.some(file => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) || file === '.gitlab-ci.yml'),
  },
];

/** Every part that a template can declare. */
export const parts: readonly Part[] = requirements.map(({ part }) => part);

/** The parts of a repository whose template declares none: templates could not declare any before 2026-11-29. */
export const undeclaredParts: readonly Part[] = ['infrastructure', 'pipeline'];

/** Returns the requirements of the declared parts that a repository does not meet. */
export function missingParts(declared: readonly Part[], contents: Contents): Requirement[] {
  return requirements.filter(
    requirement => declared.includes(requirement.part) && !requirement.isMet(contents),
  );
}

/** Returns the type of an entity of the catalog that is a Component; undefined for any other value. */
export function componentType(entity: unknown): string | undefined {
  const { kind, spec } = (entity ?? {}) as { kind?: unknown; spec?: { type?: unknown } | null };
  if (kind !== 'Component' || typeof spec?.type !== 'string') return undefined;
  return spec.type;
}

function requireComponent(part: Part): Requirement {
  return {
    part,
    file: CATALOG_FILE,
    noun: `Component of type ${part}`,
    isMet: ({ componentTypes }) => componentTypes.includes(part),
  };
}
