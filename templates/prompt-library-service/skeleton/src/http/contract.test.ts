import { expect, test } from 'vitest';
import type { z } from 'zod';
import { features } from '../features.ts';
import { openApiDocument } from './openapi.ts';

/** The examples of a body. */
interface Examples {
  content?: Record<string, { example: unknown }>;
}

/** A body in the document and the schema that validates it. */
interface Body {
  content?: Record<string, { schema: z.ZodType }>;
}

test('the sample of every JSON body is valid', () => {
  const { paths = {} } = openApiDocument() as { paths?: object };
  const documented = Object.values(paths).flatMap(path => Object.values(path as object)) as {
    operationId: string;
    requestBody?: Examples;
    responses: Record<string, Examples>;
  }[];
  const byId = new Map(documented.map(operation => [operation.operationId, operation]));
  let count = 0;
  for (const { operation } of features.flatMap(feature => feature.routes)) {
    const { requestBody, responses } = byId.get(operation.operationId!)!;
    const bodies = [
      [operation.requestBody, requestBody],
      ...Object.entries(responses).map(([status, response]) => [
        operation.responses[status as '200'],
        response,
      ]),
    ] as [Body | undefined, Examples | undefined][];
    for (const [body, { content } = {}] of bodies) {
      const json = content?.['application/json'];
      if (!json) continue;
      count += 1;
      const { error } = body!.content!['application/json']!.schema.safeParse(json.example);
      expect([operation.operationId, error]).toEqual([operation.operationId, undefined]);
    }
  }
  expect(count).toBeGreaterThan(50);
});

test('the links of responses name operations and their parameters', () => {
  const routes = features.flatMap(feature => feature.routes);
  const links = routes.flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap(response =>
      Object.values((response as { links?: object }).links ?? {}),
    ),
  ) as { operationId: string; parameters: Record<string, string> }[];
  expect(links.length).toBeGreaterThan(4);
  for (const { operationId, parameters } of links) {
    const target = routes.find(({ operation }) => operation.operationId === operationId);
    const names = [...target!.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(names));
  }
});
