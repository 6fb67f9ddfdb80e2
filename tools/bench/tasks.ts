import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { root } from '../root.mjs';
import { PortalApi } from '../portal-api.ts';
import { freePort } from '../freePort.ts';
import { startPortal, stopPortal } from '../setup/portal.ts';
import { interleaved, type Row, timed } from './measure.ts';

const run = promisify(execFile);
const rounds = 7;

const answers = {
  owner: 'group:default/assistants',
  description: 'Measured, not used',
  region: 'eu-central-1',
  size: 'small',
  nat: 'per-zone',
  rollout: 'rolling',
  pipeline: 'github',
  destination: 'local',
};

interface TemplateEntity {
  metadata: { name: string };
  spec: { steps: object[]; output?: object };
}

/** Writes a copy of our template with a single step. */
async function oneStepTemplate(folder: string, name: string, step: object): Promise<string> {
  const copy = path.join(folder, name);
  const isSource = (source: string) => !/node_modules|[/\\]dist$/.test(source);
  await cp(path.join(root, 'templates', 'prompt-library-service'), copy, {
    recursive: true,
    filter: isSource,
  });
  const file = path.join(copy, 'template.yaml');
  const entity = parse(await readFile(file, 'utf8')) as TemplateEntity;
  entity.metadata.name = name;
  entity.spec.steps = [step];
  delete entity.spec.output;
  await writeFile(file, stringify(entity));
  return file;
}

async function configWith(folder: string, templates: readonly string[]): Promise<string> {
  const file = path.join(folder, 'app-config.bench.yaml');
  const locations = [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    ...templates.map(target => ({ type: 'file', target, rules: [{ allow: ['Template'] }] })),
  ];
  await writeFile(file, stringify({ catalog: { locations } }));
  return file;
}

/** Two templates with the same tree: stamped by our action, and rendered by the stock one. */
const templatesUnder = (folder: string) =>
  Promise.all([
    oneStepTemplate(folder, 'bench-stamp', {
      id: 'stamp',
      action: 'goldpath:stamp',
      input: { answers: '${{ parameters }}' },
    }),
    oneStepTemplate(folder, 'bench-fetch', {
      id: 'fetch',
      action: 'fetch:template',
      // its engine fails on the workflows' own expressions
      input: {
        url: './skeleton',
        values: { name: '${{ parameters.name }}' },
        copyWithoutTemplating: ['.github/**'],
      },
    }),
  ]);

/**
 * The milliseconds of one task from the request to its completion. The status is polled every 10 ms, since the log's events
 * arrive only once a second.
 *
 * @throws Error when the task does not complete
 */
async function taskTime(api: PortalApi, template: string, name: string): Promise<number> {
  const begin = performance.now();
  const id = await api.createTask(`template:default/${template}`, { ...answers, name });
  for (;;) {
    const { status } = (await (await api.request(`/api/scaffolder/v2/tasks/${id}`)).json()) as {
      status: string;
    };
    if (status === 'completed') return performance.now() - begin;
    if (status !== 'open' && status !== 'processing') throw new Error(`The task of ${template} is ${status}`);
    await wait(10);
  }
}

const seconds = (milliseconds = NaN) => `${(milliseconds / 1000).toFixed(2)} s`;

/** The times of the stamping step, of stock `fetch:template`, of the whole task, and of `goldpath check`, measured in turns. */
export async function taskRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  const ours = path.join(root, 'templates', 'prompt-library-service', 'template.yaml');
  const stamped = path.join(folder, 'stamped');
  const config = await configWith(folder, [ours, ...(await templatesUnder(folder))]);
  const portal = await startPortal({
    port: await freePort(),
    data: path.join(folder, 'data'),
    env: { GOLDPATH_STAMPED: stamped },
    configs: ['app-config.yaml', config],
  });
  try {
    const api = await PortalApi.asGuest(portal.url);
    for (const name of ['prompt-library-service', 'bench-stamp', 'bench-fetch']) {
      if (!(await api.entity(`template:default/${name}`, 30_000)))
        throw new Error(`The catalog has no template ${name}.`);
    }
    await taskTime(api, 'prompt-library-service', 'bench-first');
    const cli = path.join(root, 'packages', 'cli', 'bin', 'goldpath.mjs');
    const check = () => timed(() => run(process.execPath, [cli, 'check', path.join(stamped, 'bench-first')]));
    let count = 0;
    const medians = await interleaved(rounds, {
      stamp: () => taskTime(api, 'bench-stamp', 'bench-desk'),
      fetch: () => taskTime(api, 'bench-fetch', 'bench-desk'),
      task: () => taskTime(api, 'prompt-library-service', `bench-desk-${count++}`),
      check,
    });
    return rowsOf(medians);
  } finally {
    await stopPortal(portal);
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf({ stamp = NaN, fetch = NaN, task = NaN, check = NaN }: Record<string, number>): Row[] {
  return [
    {
      figure: 'Stamping step, from POST to completed',
      ours: seconds(stamp),
      peer: `${seconds(fetch)} (\`fetch:template\`)`,
      goal: `stock (${(stamp / fetch).toFixed(2)})`,
      reached: stamp <= fetch,
    },
    {
      figure: 'Whole task with check and local publish',
      ours: seconds(task),
      peer: '-',
      goal: '3 s',
      reached: task <= 3000,
    },
    {
      figure: '`goldpath check`, the whole process',
      ours: seconds(check),
      peer: '-',
      goal: '3 s',
      reached: check <= 3000,
    },
  ];
}
