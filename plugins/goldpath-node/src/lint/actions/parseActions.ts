import { Ajv } from 'ajv';
import type { Action } from './actions.ts';

const object = { type: 'object' } as const;

const validate = new Ajv({ allErrors: true }).compile<Action[]>({
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', minLength: 1 },
      description: { type: 'string' },
      schema: { type: 'object', properties: { input: object, output: object } },
    },
  },
});

/** What was given is not what a portal answers; the message says what is expected, to be read after the file's name. */
export class ActionsError extends Error {
  override readonly name = 'ActionsError';

  constructor(problem: string) {
    super(
      `${problem}; expected is a saved answer of GET /api/scaffolder/v2/actions, a list such as [{ "id": "fetch:template", "schema": { "input": {} } }]`,
    );
  }
}

/**
 * The actions of a portal, from its answer as it was saved.
 *
 * @throws ActionsError when it is none
 */
export function parseActions(text: string): Action[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ActionsError(`is not JSON (${(error as Error).message})`);
  }
  if (validate(answer)) return answer;
  const [first] = validate.errors ?? [];
  throw new ActionsError(`${first?.instancePath || 'the whole'} ${first?.message}`);
}
