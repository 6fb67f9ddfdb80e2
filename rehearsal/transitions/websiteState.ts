import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { setUpEngine } from '../engine/setUp.ts';
import { blocksOf, scriptOf } from '../runbooks/runbook.ts';

/** A resource of the stage. The component that contains it is part of its URN. */
function resource(type: string, name: string, more: { in?: string; provider?: string } = {}) {
  const { in: component, provider } = more;
  const parents = component === undefined ? '' : `${component}$`;
  return {
    urn: `urn:pulumi:dev::desk::${parents}${type}::${name}`,
    type,
    custom: type !== stack && type !== website,
    ...(type !== stack && type !== website && { id: name }),
    ...(component !== undefined && { parent: `urn:pulumi:dev::desk::${component}::desk-dev` }),
    ...(provider !== undefined && {
      provider: `urn:pulumi:dev::desk::pulumi:providers:${provider}::${provider}::${provider}`,
    }),
  };
}

const stack = 'pulumi:pulumi:Stack';
const website = 'service:frontend:Frontend';

/** The resources of a stage whose website an earlier version of the template created, as Pulumi's state has them. */
function resources(): object[] {
  const part = { in: website, provider: 'vercel' };
  const project = resource('vercel:index/project:Project', 'desk-dev', part);
  const parts = ['projectDomain:ProjectDomain', 'projectEnvironmentVariable:ProjectEnvironmentVariable'];
  return [
    resource(stack, 'desk-dev'),
    resource('pulumi:providers:vercel', 'vercel'),
    resource('pulumi:providers:aws', 'aws'),
    resource('aws:s3/bucket:Bucket', 'images', { provider: 'aws' }),
    resource(website, 'desk-dev'),
    project,
    ...parts.map(type => ({
      ...resource(`vercel:index/${type}`, 'desk-dev', part),
      dependencies: [project.urn],
    })),
  ];
}

/**
 * Runs the runbook "Hand a website over" on the state of such a stage, under the engine.
 *
 * @param skeleton - the folder of the service
 * @returns the types of the resources that the state still has
 * @throws Error with the output of a command that fails
 */
export async function handOverWebsite(skeleton: string): Promise<string[]> {
  const { bin } = await setUpEngine();
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-website-'));
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    PULUMI_HOME: path.join(folder, 'home'),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: 'rehearsal',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  const run = (script: string) =>
    x('bash', ['-euo', 'pipefail', '-c', script], { throwOnError: true, nodeOptions: { cwd: folder, env } });
  try {
    await Promise.all([mkdir(path.join(folder, 'infra')), mkdir(path.join(folder, 'deploy'))]);
    await writeFile(path.join(folder, 'infra', 'Pulumi.yaml'), 'name: desk\nruntime: nodejs\n');
    await writeFile(path.join(folder, 'deploy', 'stage.sh'), '#!/usr/bin/env bash\necho "STAGE=$1"\n');
    await chmod(path.join(folder, 'deploy', 'stage.sh'), 0o755);
    const deployment = { manifest: { time: new Date(0), magic: '', version: '' }, resources: resources() };
    await writeFile(path.join(folder, 'state.json'), JSON.stringify({ version: 3, deployment }));
    await run(
      'pulumi -C infra stack init dev && pulumi -C infra stack import --stack dev --file ../state.json',
    );
    const page = await readFile(path.join(skeleton, 'docs/runbooks.md'), 'utf8');
    await run(scriptOf(blocksOf(page), 'hand-over-website', 'docs/runbooks.md'));
    const { stdout } = await run('pulumi -C infra stack export --stack dev');
    const left = JSON.parse(stdout) as { deployment: { resources: { type: string }[] } };
    return left.deployment.resources.map(({ type }) => type);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
