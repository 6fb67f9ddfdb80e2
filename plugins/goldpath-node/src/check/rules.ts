import type { Severity } from '@goldpath/policies';

/** What a rule asks for, for people and for the tools that show findings. */
export interface RuleDescription {
  id: string;
  /** one affirmative sentence */
  title: string;
  why: string;
  remedy: string;
  severity: Severity;
  /** the page that it rests on */
  reference?: string;
}

const repositoryRules = [
  {
    id: 'catalog-entity-valid',
    title: 'Every entity of catalog-info.yaml is one that the catalog accepts.',
    why: 'An entity that is refused leaves the service out of the catalog, or shows it without its owner.',
    remedy: 'Correct the field that the finding names.',
    severity: 'error',
    reference: 'https://backstage.io/docs/features/software-catalog/descriptor-format',
  },
  {
    id: 'catalog-include-present',
    title: 'Every file that an entity includes is in the repository.',
    why: 'The catalog would show an API without its document.',
    remedy: 'Add the file, or correct its path.',
    severity: 'error',
    reference:
      'https://backstage.io/docs/features/software-catalog/descriptor-format#substitutions-in-the-descriptor-format',
  },
  {
    id: 'manifest-valid',
    title: 'The manifest of a stamped service tells the template and the answers that it came from.',
    why: 'Without it nobody can tell what the service was stamped from, or bring it up to date.',
    remedy: 'Restore .goldpath/manifest.json from the history of the repository.',
    severity: 'error',
  },
  {
    id: 'prisma-schema-valid',
    title: 'The data model is one that Prisma accepts.',
    why: 'The service could not be built.',
    remedy: 'Correct the schema at the line that the finding names.',
    severity: 'error',
    reference: 'https://www.prisma.io/docs/orm/reference/prisma-schema-reference',
  },
  {
    id: 'program-executed',
    title: 'The infrastructure program runs to its end.',
    why: 'What was not executed was not checked.',
    remedy: 'Mend the program at the line that the finding names.',
    severity: 'error',
    reference: 'https://www.pulumi.com/docs/iac/languages-sdks/javascript/',
  },
  {
    id: 'waivers-valid',
    title: 'Every waiver is complete, ends within a year, and is for something that fails.',
    why: 'A waiver that is wrong or left over hides a failure that nobody answers for.',
    remedy:
      'Correct policy-waivers.yaml at the line that the finding names:\n  - rule: database-not-public\n    resource: orders\n    reason: The old office reads from it until it has moved.\n    until: 2027-01-31',
    severity: 'error',
  },
  {
    id: 'workflow-valid',
    title: 'Every workflow is one that GitHub accepts, and there is one.',
    why: 'A workflow that GitHub refuses runs no test, and nobody is told.',
    remedy: 'Correct the workflow at the line that the finding names.',
    severity: 'error',
    reference: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
  },
] as const satisfies readonly RuleDescription[];

/** A rule about the repository itself. */
export type RepositoryRule = (typeof repositoryRules)[number]['id'];

/** Every rule that a check applies, by its id. */
export async function ruleDescriptions(): Promise<readonly RuleDescription[]> {
  const { rules } = await import('@goldpath/policies');
  return [...repositoryRules, ...rules].sort((a, b) => a.id.localeCompare(b.id));
}
