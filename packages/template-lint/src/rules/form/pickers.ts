/** The type of an option of a field extension. */
export type OptionType = 'string' | 'boolean' | 'array' | 'object' | 'any';

/** A field extension of the portal: the type of its answers, and its options. */
export interface Picker {
  answer: 'string' | 'array';
  options: Readonly<Record<string, OptionType>>;
}

const ofEntities = {
  allowedKinds: 'array',
  defaultKind: 'string',
  allowArbitraryValues: 'boolean',
  defaultNamespace: 'any',
  catalogFilter: 'any',
  autoSelect: 'boolean',
} as const;

/**
 * The field extensions that every portal has, from `extensions/default` and `components/fields/<name>/schema` of
 * `@backstage/plugin-scaffolder` 1.39 (Backstage 1.55, read on 2026-11-29; pickers.test.ts compares them).
 */
export const pickers: Readonly<Record<string, Picker>> = {
  EntityPicker: { answer: 'string', options: ofEntities },
  EntityNamePicker: { answer: 'string', options: {} },
  EntityTagsPicker: {
    answer: 'array',
    options: { kinds: 'array', showCounts: 'boolean', helperText: 'string' },
  },
  MultiEntityPicker: {
    answer: 'array',
    options: {
      defaultKind: 'string',
      allowArbitraryValues: 'boolean',
      defaultNamespace: 'any',
      catalogFilter: 'any',
    },
  },
  MyGroupsPicker: { answer: 'string', options: {} },
  OwnedEntityPicker: { answer: 'string', options: ofEntities },
  OwnerPicker: {
    answer: 'string',
    options: {
      allowedKinds: 'array',
      allowArbitraryValues: 'boolean',
      defaultNamespace: 'any',
      catalogFilter: 'any',
    },
  },
  RepoBranchPicker: { answer: 'string', options: { requestUserCredentials: 'object' } },
  RepoOwnerPicker: {
    answer: 'string',
    options: { host: 'string', excludedOwners: 'array', requestUserCredentials: 'object' },
  },
  RepoUrlPicker: {
    answer: 'string',
    options: {
      allowedHosts: 'array',
      allowedOrganizations: 'array',
      allowedOwners: 'array',
      allowedProjects: 'array',
      allowedRepos: 'array',
      ownerLabel: 'string',
      ownerDescription: 'string',
      repoLabel: 'string',
      repoDescription: 'string',
      disableRepoAutocomplete: 'boolean',
      requestUserCredentials: 'object',
    },
  },
  Secret: { answer: 'string', options: {} },
};
