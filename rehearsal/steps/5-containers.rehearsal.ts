// Docker builds both images, and both compose files start as they are.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../tools/root.mjs';
import { makeBaseImages } from '../containers/baseImages.ts';
import { buildImage, type Composition, startComposition } from '../containers/composition.ts';
import { type Docker, startDocker } from '../containers/docker.ts';

/** The programs of this repository that have an image and a compose file. */
const programs = [
  {
    name: 'portal',
    folder: root,
    address: '/',
    data: '/data',
    wrong: { env: 'POSTGRES_HOST=', reason: /POSTGRES_HOST is not set\. Set it to / },
  },
  {
    name: 'service',
    folder: path.join(root, 'templates/prompt-library-service/skeleton'),
    address: '/v1/prompts',
    data: '/app/.data',
    wrong: { env: 'PORT=http', reason: /PORT/ },
  },
];

let docker: Docker;

beforeAll(async () => {
  const cache = path.join(root, '.cache', 'rehearsal');
  docker = await startDocker(cache);
  await makeBaseImages(docker, cache);
});

afterAll(() => docker?.stop());

describe.each(programs)('the $name', ({ name, folder, address, data, wrong }) => {
  const image = `goldpath/${name}`;
  let composition: Composition;
  let container: string;

  const inspect = (format: string, id = container) => docker.mustRun('inspect', '--format', format, id);

  beforeAll(async () => {
    await buildImage(docker, folder, image);
    composition = await startComposition(docker, folder, image);
    container = await composition.container(name);
  });

  afterAll(() => composition?.stop());

  test('becomes healthy', async () => {
    await expect
      .poll(() => inspect('{{.State.Health.Status}}'), { timeout: 120_000, interval: 500 })
      .toBe('healthy');
  });

  test('answers at the address of its compose file', async () => {
    expect((await fetch(composition.url + address)).status).toBe(200);
  });

  test('can write only to its data and temporary files', async () => {
    const write = async (folderInside: string) =>
      (await docker.run('exec', container, 'touch', `${folderInside}/written`)).code;
    expect([await write('/app'), await write('/home')]).not.toContain(0);
    expect([await write(data), await write('/tmp')]).toEqual([0, 0]);
  });

  test('runs as a user without privileges', async () => {
    const status = await docker.mustRun('exec', container, 'cat', '/proc/1/status');
    expect(status).toMatch(/^Uid:\t1000\t/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  test('ends when it is stopped, before Docker kills it', async () => {
    await docker.mustRun('stop', container);
    expect(await inspect('{{.State.ExitCode}}')).toBe('0');
  });

  test('ends with a message when its configuration is wrong', async () => {
    const { code, output } = await docker.run('run', '--rm', '--env', wrong.env, image);
    expect(code).toBe(1);
    expect(output).toMatch(wrong.reason);
  });
});
