import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

/** Hides a card of a component's page when it would be empty. */
const whereComponentHas = (relation: string, kind: string) => ({
  params: {
    filter: {
      kind: 'component',
      relations: { $contains: { type: relation, targetRef: { $hasPrefix: `${kind}:` } } },
    },
  },
});

/** The catalog, without empty cards on a component's page. */
export const catalog = catalogPlugin.withOverrides({
  extensions: [
    catalogPlugin
      .getExtension('entity-card:catalog/depends-on-components')
      .override(whereComponentHas('dependsOn', 'component')),
    catalogPlugin
      .getExtension('entity-card:catalog/depends-on-resources')
      .override(whereComponentHas('dependsOn', 'resource')),
    catalogPlugin
      .getExtension('entity-card:catalog/has-subcomponents')
      .override(whereComponentHas('hasPart', 'component')),
  ],
});

/** The API docs, without empty cards on a component's page. */
export const apiDocs = apiDocsPlugin.withOverrides({
  extensions: [
    apiDocsPlugin
      .getExtension('entity-card:api-docs/provided-apis')
      .override(whereComponentHas('providesApi', 'api')),
    apiDocsPlugin
      .getExtension('entity-card:api-docs/consumed-apis')
      .override(whereComponentHas('consumesApi', 'api')),
  ],
});
