import { createRequire } from 'node:module';
import path from 'node:path';

/** Renders a string with some values, as the steps of a template are rendered. */
export type Render = (text: string, values: object) => unknown;

interface Engine {
  createTemplateRenderer: (options: object) => { renderValue: Render };
}

interface Filter {
  id: string;
  filter: (...args: unknown[]) => unknown;
}

/** The engine of the installed scaffolder backend, with the filters that the backend adds to it. */
export function portalEngine(): Render {
  const here = createRequire(import.meta.url);
  const backend = path.dirname(here.resolve('@backstage/plugin-scaffolder-backend/package.json'));
  const ofBackend = createRequire(path.join(backend, 'package.json'));
  const { createTemplateRenderer } = ofBackend('nunjitsu') as Engine;
  const { createDefaultFilters } = ofBackend(
    path.join(backend, 'dist/lib/templating/filters/createDefaultFilters.cjs.js'),
  ) as { createDefaultFilters: (options: object) => Filter[] };
  const integrations = { byUrl: () => undefined, byHost: () => ({ type: 'github' }), list: () => [] };
  const filters = Object.fromEntries(
    createDefaultFilters({ integrations }).map(({ id, filter }) => [id, filter]),
  );
  const renderer = createTemplateRenderer({ allowRegexExecution: false, filters });
  return (text, values) => renderer.renderValue(text, values);
}
