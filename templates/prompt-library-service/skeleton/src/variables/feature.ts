import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPath } from '../prompts/schema.ts';
import { fetchPrompt } from '../prompts/service.ts';
import { listVariables, renderPrompt } from '../prompts/variables.ts';
import { RenderedPrompt, Variables, VariableValues } from './schema.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/variables',
  operationId: 'listVariables',
  summary: 'The variables of a prompt in the order of their first occurrence',
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
  summary: 'The text of a prompt with values in place of its variables',
  description: 'Values are put in as they are: a `${name}` in a value stays as it is. Nothing is stored.',
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

/** What a prompt leaves open, and the prompt with that filled in. */
export const variables: Feature = {
  name: 'variables',
  description: 'What a prompt leaves open, and the prompt with that filled in.',
  routes: [list, render],
};
