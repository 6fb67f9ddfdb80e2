import type { Migration, Texts } from '@goldpath/upgrade';

const stageFile = /^infra\/Pulumi\.([^/]+)\.yaml$/;

export const migration: Migration = {
  notes: `The website is not part of the service any more: the question "frontend", infra/frontend.ts, the settings
service:frontend, service:frontendDomain and service:frontendRepository, and the secret VERCEL_API_TOKEN are gone.
A service that was created with "frontend: vercel" has a project on Vercel in Pulumi's state. It must leave the state of each
stage before this version is deployed: follow "Hand a website over" in docs/runbooks.md. The project, its domain and its
variables stay as they are. Until then, deploy/pulumi.sh refuses to deploy, and nothing is deleted. The origins that may call
the service are in service:frontendOrigins now; the upgrade has set them to the domain of the project.`,
  changeTeam: texts =>
    new Map(
      [...texts]
        .filter(([file]) => stageFile.test(file))
        .map(([file, text]) => [file, withOrigins(text, domainOf(file, text, texts))]),
    ),
};

/** The domain that the project on Vercel of a stage had; undefined without a project. */
function domainOf(file: string, text: string, texts: Texts): string | undefined {
  if (valueOf(text, 'service:frontend') !== 'vercel') return undefined;
  const project = valueOf(texts.get('infra/Pulumi.yaml') ?? '', 'name');
  const stage = stageFile.exec(file)?.[1];
  return valueOf(text, 'service:frontendDomain') ?? `${project}-${stage}.vercel.app`;
}

/** Replaces the settings of the website by the origins that may call the service. */
function withOrigins(text: string, domain: string | undefined): string {
  const origins = domain === undefined ? '' : `  service:frontendOrigins:\n    - https://${domain}\n`;
  return text
    .replace(/^ *service:frontend: .*\n?/m, origins)
    .replace(/^ *service:frontend(Domain|Repository): .*\n?/gm, '');
}

/** The string of a key in a YAML file; undefined when it is missing or empty. */
function valueOf(text: string, key: string): string | undefined {
  const line = text.split('\n').find(one => one.trim().startsWith(`${key}: `));
  const value = line?.slice(line.indexOf(': ') + 2).replace(/ #.*$/, '');
  return value?.trim().replace(/^(['"])(.*)\1$/, '$2') || undefined;
}
