import { createDocument, type ZodOpenApiObject } from 'zod-openapi';
import { features } from '../features.ts';
import { service } from '../service.ts';
import { addSamples } from './samples.ts';

const bearer = 'An access token from `POST /v1/auth/login`, or an API key from `POST /v1/api-keys`.';

/** Creates the OpenAPI 3.1 document of the service from the schemas of its routes. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const routes = features.flatMap(feature =>
    feature.routes.map(route => ({ ...route, operation: { ...route.operation, tags: [feature.name] } })),
  );
  const byPath = Object.groupBy(routes, route => route.path.replace(/:(\w+)/g, '{$1}'));
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: service.name,
      description: service.description,
      version: service.version,
      contact: { name: service.author },
      // npm's UNLICENSED is not an SPDX identifier.
      license: {
        name: service.license,
        identifier: service.license.replace(/^UNLICENSED$/, 'LicenseRef-$&'),
      },
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: bearer } } },
    tags: features.map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(
      Object.entries(byPath).map(([path, onPath = []]) => [
        path,
        Object.fromEntries(onPath.map(({ method, operation }) => [method, operation])),
      ]),
    ),
  };
  const created = createDocument(document, {
    override: ({ jsonSchema }) => {
      // These formats are exact; the regular expressions behind them are long and do not help readers.
      if (['uuid', 'date-time'].includes(jsonSchema.format ?? '')) delete jsonSchema.pattern;
    },
  });
  addSamples(created as unknown as Parameters<typeof addSamples>[0]);
  return created;
}
