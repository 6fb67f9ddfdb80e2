import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

/** A card of a component's page stays away where it would be empty. */
const whereComponentHas = (relation: string, kind: string) => ({
  params: {
    filter: {
      kind: 'component',
      relations: { $contains: { type: relation, targetRef: { $hasPrefix: `${kind}:` } } },
    },
  },
});

/** The catalog, with only those cards on a component's page that say something. */
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

/** API documents, with only those cards on a component's page that say something. */
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
