import { freePort } from '../freePort.ts';
import { startPostgres } from '../postgres.ts';
import { PortalApi } from '../portal-api.ts';
import { type Container, startContainer, type Unpacked } from './container.ts';
import { becomesReady } from './ready.ts';
import type { Findings } from './report.ts';

/** The folder where repositories are published locally. */
const data = '/data';

const template = 'template:default/prompt-library-service';
const answers = {
  name: 'haiku-desk',
  owner: 'group:default/assistants',
  description: 'Short poems for long meetings',
  region: 'eu-central-1',
  size: 'small',
  nat: 'per-zone',
  rollout: 'rolling',
  pipeline: 'github',
  destination: 'local',
};

/** Runs the portal's image with a real PostgreSQL: signs in, creates a service, and stops it. */
export async function tryPortal(image: Unpacked, findings: Findings): Promise<void> {
  const postgres = await startPostgres();
  try {
    await postgres.createDatabase('goldpath');
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const portal = await startContainer({
      ...image,
      data,
      env: {
        PORT: String(port),
        GOLDPATH_BASE_URL: url,
        GOLDPATH_ALLOW_GUESTS: 'true',
        GOLDPATH_PUBLISH_LOCALLY: 'true',
        POSTGRES_HOST: postgres.host,
        POSTGRES_PORT: String(postgres.port),
        POSTGRES_USER: postgres.user,
        POSTGRES_PASSWORD: postgres.password,
      },
    });
    try {
      await usePortal(portal, url, findings);
    } finally {
      await portal.kill();
    }
  } finally {
    await postgres.stop();
  }
}

async function usePortal(portal: Container, url: string, findings: Findings): Promise<void> {
  if (!(await becomesReady(portal, `${url}/.backstage/health/v1/readiness`, findings))) return;
  await findings.check('it serves the frontend with every script of the page', () => frontend(url));
  await findings.check('a task stamps a service, checks it and publishes it with git', async () => {
    const api = await PortalApi.asGuest(url);
    if (!(await api.entity(template, 60_000))) throw new Error(`${template} is not in the catalog`);
    const task = await api.runTask(template, answers);
    if (task.status !== 'completed') throw new Error(task.log.join('\n'));
    const entity = await api.entity(`component:default/${answers.name}`, 10_000);
    if (!entity) throw new Error('the service is not in the catalog');
    return `${(task.milliseconds / 1000).toFixed(1)} s, and the service is in the catalog`;
  });
  await findings.check('SIGTERM stops it', async () => {
    await portal.signal('TERM');
    const code = await portal.ended;
    if (code !== 0) throw new Error(`exit code ${code}`);
    return 'exit code 0';
  });
}

async function frontend(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  const scripts = [...page.matchAll(/src="([^"]+\.js)"/g)].map(([, script]) => new URL(script ?? '', url));
  if (scripts.length === 0) throw new Error('the page has no script');
  for (const script of scripts) {
    const { status } = await fetch(script);
    if (status !== 200) throw new Error(`${script.pathname}: ${status}`);
  }
  return `${scripts.length} scripts`;
}
