import { fromAjv, UserError } from '@goldpath/diagnostics';
import { Ajv } from 'ajv';
import type { Action } from './actions.ts';

const object = { type: 'object' } as const;

const validate = new Ajv({ allErrors: true, verbose: true }).compile<Action[]>({
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

/** A file is not the saved response of a portal. The message is to be read after the name of the file. */
export class ActionsError extends UserError {
  override name = 'ActionsError';

  constructor(problem: string) {
    super(
      `${problem}; expected a saved response of GET /api/scaffolder/v2/actions, a list such as [{ "id": "fetch:template", "schema": { "input": {} } }]`,
    );
  }
}

/**
 * The actions of a portal, from its saved response.
 *
 * @throws ActionsError when it is not a list of actions
 */
export function parseActions(text: string): Action[] {
  let response: unknown;
  try {
    response = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ActionsError(`is not JSON (${(error as Error).message})`);
  }
  if (validate(response)) return response;
  const [first] = fromAjv(validate.errors);
  throw new ActionsError(`${first?.path.join('.') || 'the content'} ${first?.message}`);
}
