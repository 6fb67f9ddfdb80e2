/**
 * The requirements of services outside this repository, looked up 2026-11-28. A change of theirs is a change of this file; the
 * restrictions of names are in name-rules.json, the permissions of actions beside the policies that use them.
 */

/** An issuer of OIDC tokens for jobs, and the exact audience and subject that a token must have. */
export interface Issuer {
  host: string;
  audience: string;
  /** @param repository its name, and the ids that its tokens contain, if any */
  subject: (repository: Repository, environment: string) => string;
}

/** The repository whose pipeline may deploy. */
export interface Repository {
  /** `owner/name` */
  repository: string;
  /** `OWNER_ID/REPOSITORY_ID`, for repositories on GitHub whose tokens contain them */
  repositoryIds?: string | undefined;
}

/**
 * GitHub Actions. The subject is by environment, since GitHub enforces its approvals and branches. Repositories that were
 * created, renamed or transferred since 2026-07-15 have the ids of the owner and of the repository in it.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 * https://github.com/aws-actions/configure-aws-credentials/issues/1888
 */
export const github: Issuer = {
  host: 'token.actions.githubusercontent.com',
  audience: 'sts.amazonaws.com',
  subject: ({ repository, repositoryIds }, environment) => {
    const [owner = '', name = ''] = repository.split('/');
    const [ownerId, id] = repositoryIds?.split('/') ?? [];
    const exact = ownerId && id ? `${owner}@${ownerId}/${name}@${id}` : repository;
    return `repo:${exact}:environment:${environment}`;
  },
};

/**
 * GitLab CI. The subject is by protected branch, since it does not contain the environment.
 *
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export const gitlab: Issuer = {
  host: 'gitlab.com',
  audience: 'https://gitlab.com',
  subject: ({ repository }) => `project_path:${repository}:ref_type:branch:ref:main`,
};

/**
 * Memory of RDS instance classes in GiB.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export const memoryOf = { 'db.t4g.micro': 1, 'db.t4g.medium': 4, 'db.m7g.large': 8 } as const;

/**
 * The default of `max_connections` of PostgreSQL on RDS.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 *
 * @param memory bytes that are left for the instance class (`DBInstanceClassMemory`)
 */
export function maxConnections(memory: number): number {
  return Math.min(Math.floor(memory / 9_531_392), 5000);
}
