import { Agent } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSession } from '../../src/accounts/sessions.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { runMain, StartError } from '../../src/start-error.ts';
import { type Case, cases, type Library } from './cases.ts';
import { withLibrary } from './library.ts';
import { send, sendMany } from './load.ts';
import { type MeasuredServer, startServer } from './processes.ts';

const CONCURRENCY = 8;
const EXPECTED = [200, 201, 304];

/** One server in one round: CPU milliseconds and wall time per request. */
interface Sample {
  cpuMs: number;
  perSecond: number;
}

interface Target extends MeasuredServer {
  agent: Agent;
  library: Library;
  samples: Map<Case, Sample[]>;
}

/** Numbers the requests, so that each creates something new. */
let numbered = 0;

async function measure(target: Target, one: Case, count: number): Promise<Sample> {
  const first = numbered;
  numbered += count;
  const [cpu, start] = [target.cpuSeconds(), performance.now()];
  await sendMany(target, { count, concurrency: CONCURRENCY, expected: EXPECTED }, number =>
    one.request(target.library, first + number),
  );
  const seconds = (performance.now() - start) / 1000;
  return { cpuMs: ((target.cpuSeconds() - cpu) * 1000) / count, perSecond: count / seconds };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map(item => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function prepare(server: MeasuredServer, library: Omit<Library, 'etag'>): Promise<Target> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const { etag = '' } = await send(agent, server.port, { path: `/v1/prompts/${library.ids[0]}` });
  return { ...server, agent, library: { ...library, etag }, samples: new Map() };
}

/** Checks that the servers find the same number of prompts, so that their work is comparable. */
async function requireSameWork(targets: readonly Target[], one: Case): Promise<void> {
  const counts = await Promise.all(
    targets.map(async ({ agent, port, library }) => {
      const sent = one.request(library, 0);
      if (sent.method !== undefined || sent.headers?.['if-none-match'] !== undefined) return 1;
      const { items = [{}] } = JSON.parse((await send(agent, port, sent)).text) as { items?: object[] };
      return items.length;
    }),
  );
  if (new Set(counts).size > 1 || counts[0] === 0) {
    throw new StartError(`${one.title}: the servers found ${counts.join(' and ')} prompts. Fix dev/bench/.`);
  }
}

/** Counts the statements of the service for one request; those of the database's own functions are not counted. */
async function countStatements(database: Database, target: Target, one: Case): Promise<number> {
  await database.$queryRaw`SELECT pg_stat_statements_reset()::text`;
  await measure(target, one, 20);
  const [row] = await database.$queryRaw<[{ calls: number }]>`
    SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'`;
  return row.calls / 20;
}

/** @param others - the other servers, in the order of the columns. */
function row(one: Case, service: Target, others: readonly Target[], statements: number): string {
  const ours = service.samples.get(one) ?? [];
  const cpuOf = (samples: readonly Sample[]) => median(samples.map(({ cpuMs }) => cpuMs)).toFixed(2);
  const rivals = others.map(({ samples }) => samples.get(one) ?? []);
  const ratios = rivals.map(theirs =>
    median(ours.map(({ cpuMs }, round) => theirs[round]!.cpuMs / cpuMs)).toFixed(2),
  );
  const cells = [
    one.title,
    cpuOf(ours),
    ...rivals.map(cpuOf),
    ...ratios,
    median(ours.map(({ perSecond }) => perSecond)).toFixed(0),
    Number(statements.toFixed(1)).toString(),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function readLibrary(database: Database): Promise<Omit<Library, 'etag'>> {
  const ids = await database.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM prompts WHERE visibility = 'PUBLIC' ORDER BY md5(id::text) LIMIT 500`;
  const [rare] = await database.$queryRaw<[{ word: string }]>`
    SELECT word FROM search_words
    WHERE word ~ '^[a-z]{8,}$' AND 1 = (SELECT count(*) FROM prompts WHERE search_document LIKE '% ' || word || ' %')
    ORDER BY word LIMIT 1`;
  const user = await database.user.update({
    where: { email: '7@example.com' },
    data: { subscriptionStatus: 'PRO' },
  });
  const { accessToken } = await openSession(database, user.id);
  return {
    ids: ids.map(({ id }) => id),
    rareWord: rare.word,
    user: { authorization: `Bearer ${accessToken}` },
  };
}

async function compare(url: string, options: { rounds: number; requests: number }): Promise<void> {
  const database = openDatabase(url, () => {});
  const environment = { DATABASE_URL: url, NODE_ENV: 'production', RATE_LIMIT_PER_MINUTE: '100000000' };
  const root = join(import.meta.dirname, '../..');
  const servers: MeasuredServer[] = [];
  try {
    const library = await readLibrary(database);
    for (const file of ['dist/server.js', 'dev/bench/bare.ts', 'dev/bench/fastify.ts']) {
      servers.push(await startServer(join(root, file), environment));
    }
    console.log(`Boot: ${servers[0]!.cpuSeconds().toFixed(2)} s of CPU\n`);
    const targets: Target[] = [];
    for (const server of servers) targets.push(await prepare(server, library));
    await run(targets, options);
    const [service, ...others] = targets as [Target, ...Target[]];
    console.log(
      '| Request | CPU ms | CPU ms, bare | CPU ms, Fastify | bare / service | Fastify / service | Requests/s | Statements |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const one of cases) {
      console.log(row(one, service, others, await countStatements(database, service, one)));
    }
  } finally {
    await Promise.all([...servers.map(server => server.stop()), database.$disconnect()]);
  }
}

/** Measures every case with all servers in every round, in random order. */
async function run(targets: readonly Target[], options: { rounds: number; requests: number }): Promise<void> {
  for (const one of cases) {
    await requireSameWork(targets, one);
    for (const target of targets) await measure(target, one, options.requests);
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const one of shuffled(cases)) {
      for (const target of shuffled(targets)) {
        const sample = await measure(target, one, options.requests);
        target.samples.set(one, [...(target.samples.get(one) ?? []), sample]);
      }
    }
  }
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      prompts: { type: 'string', default: '2000' },
      likes: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '7' },
      requests: { type: 'string', default: '160' },
    },
  });
  const size = { prompts: Number(values.prompts), likes: Number(values.likes) };
  await withLibrary(size, url =>
    compare(url, { rounds: Number(values.rounds), requests: Number(values.requests) }),
  );
});
