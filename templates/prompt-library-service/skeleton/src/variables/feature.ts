import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPath } from '../prompts/schema.ts';
import { fetchPrompt } from '../prompts/service.ts';
import { listVariables, renderPrompt } from '../prompts/variables.ts';
import { RenderedPrompt, Variables, VariableValues } from './schema.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/variables',
  operationId: 'listVariables',
  summary: 'List the variables of a prompt in the order of their first occurrence',
  description:
    'Variables are written `${name}` or `${name:default}`. A literal `${x}` is written `${dollar:$}{x}`.',
  access: 'anyone',
  params: PromptPath,
  status: 200,
  response: Variables,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    const { text } = await fetchPrompt(database, viewer, params.id);
    return { body: { variables: listVariables(text) } };
  },
});

const render = defineRoute({
  method: 'post',
  path: '/v1/prompts/:id/render',
  operationId: 'renderPrompt',
  summary: 'Render the text of a prompt with values for its variables',
  description: 'Values are inserted unchanged: a `${name}` in a value is not replaced. Nothing is stored.',
  access: 'anyone',
  scope: 'read',
  params: PromptPath,
  body: VariableValues,
  status: 200,
  response: RenderedPrompt,
  problems: ['not_found'],
  handle: async ({ params, body }, { database, viewer }) => {
    const { text } = await fetchPrompt(database, viewer, params.id);
    return { body: { text: renderPrompt(text, body.values) } };
  },
});

/** The variables of prompts, and rendering with values. */
export const variables: Feature = {
  name: 'variables',
  description: 'The variables of prompts, and rendering with values.',
  routes: [list, render],
};
