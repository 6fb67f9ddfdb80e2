import { createDocument, type ZodOpenApiObject } from 'zod-openapi';
import { features } from '../features.ts';
import { service } from '../service.ts';

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
    // the service has no accounts
    security: [{}],
    tags: features.map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(
      Object.entries(byPath).map(([path, onPath = []]) => [
        path,
        Object.fromEntries(onPath.map(({ method, operation }) => [method, operation])),
      ]),
    ),
  };
  return createDocument(document, {
    override: ({ jsonSchema }) => {
      // The format is enough; the regular expressions behind it are long and do not help readers.
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
}
