import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

/** A public collection: CSV with the columns act, prompt, for_devs, type, contributor. */
const path =
  process.env.PROMPT_COLLECTION ??
  fileURLToPath(new URL('../../../../../../shared/data/prompts.csv', import.meta.url));

test.skipIf(!existsSync(path))(
  'a whole public collection goes in and comes out as it was (skipped without the file: set PROMPT_COLLECTION)',
  { timeout: 60_000 },
  async () => {
    const service = await startService();
    const ada = await service.signIn();
    const file = readFileSync(path);
    const rows = parse<Record<string, string>>(file, {
      columns: true,
      bom: true,
      max_record_size: 1_000_000,
    });
    const collection = rows.map(row => ({ title: row.act, text: row.prompt }));

    const headers = { 'content-type': 'text/csv' };
    const imported = await ada.fetch('/v1/import', { method: 'POST', headers, body: file });
    expect(await imported.json()).toEqual({
      created: collection.length,
      refused: 0,
      ignoredColumns: ['for_devs', 'contributor'],
      rows: expect.any(Array),
    });

    const json: unknown = await (await ada.fetch('/v1/export?format=json')).json();
    const csvText = await (await ada.fetch('/v1/export?format=csv')).text();
    const csv = parse(csvText, { columns: true, max_record_size: 1_000_000 });
    const asTheyWere = collection.map(prompt => expect.objectContaining(prompt) as unknown);
    expect(json).toEqual(asTheyWere);
    expect(csv).toEqual(asTheyWere);
  },
);
