import { Agent } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSession } from '../../src/accounts/sessions.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { runMain, StartError } from '../../src/start-error.ts';
import { withLibrary } from './library.ts';
import { send } from './load.ts';
import { cpuSeconds, startServer } from './processes.ts';

/** The length of the text of a row. */
const CHARACTERS = 1_000;

/** Returns rows with two tags each, of the words of the library, which are as frequent as in its prompts. */
function newRows(words: readonly string[], count: number): object[] {
  return Array.from({ length: count }, (_, row) => {
    let text = '';
    while (text.length < CHARACTERS) text += `${words[Math.floor(words.length * Math.random() ** 4)]} `;
    const tags = [`tag ${row % 7}`, `tag ${10 + (row % 11)}`];
    return { title: `Import ${row}`, text: text.slice(0, CHARACTERS).trim(), agentType: 'LLM', tags };
  });
}

/** CPU seconds of the connections of all clients; connections that have ended are not counted. */
async function postgresSeconds(database: Database): Promise<number> {
  const rows = await database.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'`;
  return rows.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
}

async function measure(url: string, { files, rows }: { files: number; rows: number }): Promise<void> {
  const database = openDatabase(url, () => {});
  const server = await startServer(join(import.meta.dirname, '../../dist/server.js'), {
    DATABASE_URL: url,
    NODE_ENV: 'production',
  });
  try {
    const user = await database.user.findUniqueOrThrow({ where: { email: '7@example.com' } });
    const { accessToken } = await openSession(database, user.id);
    const vocabulary = await database.$queryRaw<{ word: string }[]>`SELECT word FROM vocabulary ORDER BY i`;
    const words = vocabulary.map(({ word }) => word);
    const headers = { authorization: `Bearer ${accessToken}` };
    const agent = new Agent({ keepAlive: true });
    console.log(
      '| File | Rows/s | CPU ms per row, service | CPU ms per row, PostgreSQL | Memory, MB | at most |',
    );
    console.log('| --- | --- | --- | --- | --- | --- |');
    for (let file = 1; file <= files; file++) {
      const body = newRows(words, rows);
      const [cpu, postgres, start] = [
        server.cpuSeconds(),
        await postgresSeconds(database),
        performance.now(),
      ];
      const sent = { method: 'POST', path: '/v1/import', headers, body };
      const { status, text } = await send(agent, server.port, sent);
      const perSecond = (rows * 1000) / (performance.now() - start);
      if (status !== 200) throw new StartError(`The import returned ${status}: ${text}`);
      const perRow = [server.cpuSeconds() - cpu, (await postgresSeconds(database)) - postgres].map(seconds =>
        ((seconds * 1000) / rows).toFixed(3),
      );
      const { now, most } = server.memory();
      console.log(
        `| ${[file, perSecond.toFixed(0), ...perRow, now.toFixed(0), most.toFixed(0)].join(' | ')} |`,
      );
    }
  } finally {
    await Promise.all([server.stop(), database.$disconnect()]);
  }
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      prompts: { type: 'string', default: '2000' },
      files: { type: 'string', default: '9' },
      rows: { type: 'string', default: '1000' },
    },
  });
  await withLibrary({ prompts: Number(values.prompts) }, url =>
    measure(url, { files: Number(values.files), rows: Number(values.rows) }),
  );
});
