import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const creator = await service.signIn();
const fans = [await service.signIn(), await service.signIn()];

const add = async (tag: string): Promise<string> => {
  const prompt = { title: 'A kettle', text: 'Text', agentType: 'LLM', tags: [tag] };
  return (await creator.post('/v1/prompts', prompt)).body.id as string;
};

/** A change of the library between two pages. */
type Change = 'add' | 'delete' | 'none';

/** Reads all pages of a list, and lets others change the library after each of them. */
async function readAll(path: string, between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await service.get(`${path}${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor as string | null;
    await between();
  }
  return seen;
}

let lists = 0;

test.each(['sort=newest', 'sort=likes', 'q=kettle'])(
  'pages of %s neither skip nor repeat a prompt while others come and go',
  async query => {
    const changes = fc.array(fc.constantFrom<Change>('add', 'delete', 'none'), { maxLength: 6 });
    const sizes = fc.record({
      kept: fc.integer({ min: 1, max: 8 }),
      going: fc.nat(4),
      limit: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(changes, sizes, async (script, { kept, going, limit }) => {
        const tag = `list ${(lists += 1)}`;
        const staying: string[] = [];
        const leaving: string[] = [];
        for (let index = 0; index < kept + going; index++) {
          (index % 2 === 0 && leaving.length < going ? leaving : staying).push(await add(tag));
        }
        for (const fan of fans) await fan.put(`/v1/prompts/${staying[0]}/like`);
        const steps = script.values();
        const path = `/v1/prompts?${query}&tag=${encodeURIComponent(tag)}&limit=${limit}`;
        const seen = await readAll(path, async () => {
          const step = steps.next().value;
          if (step === 'add') await add(tag);
          const gone = step === 'delete' ? leaving.pop() : undefined;
          if (gone) await creator.delete(`/v1/prompts/${gone}`);
        });
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(staying));
      }),
      { numRuns: 8 },
    );
  },
);
