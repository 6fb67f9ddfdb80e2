import { apiDocsConfigRef } from '@backstage/plugin-api-docs';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { definitionWidgets } from './apiDefinition.tsx';

/** Hides a card of a component's page when it would be empty. */
const whereComponentHas = (relation: string, kind: string) => ({
  params: {
    filter: {
      kind: 'component',
      relations: { $contains: { type: relation, targetRef: { $hasPrefix: `${kind}:` } } },
    },
  },
});

/** Whether the source of an entity is on a host, and not in a folder of the portal's machine. */
const isInRepository = ({ metadata }: { metadata: { annotations?: Record<string, string> } }) =>
  !metadata.annotations?.['backstage.io/managed-by-location']?.startsWith('file:');

/** The catalog, without empty cards on a component's page. */
export const catalog = catalogPlugin.withOverrides({
  extensions: [
    // a browser cannot open a folder: Goldpath has a link for it
    catalogPlugin.getExtension('entity-icon-link:catalog/view-source').override({
      params: { filter: isInRepository },
    }),
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

/** The API docs, without empty cards on a component's page, which ask for the address of a service. */
export const apiDocs = apiDocsPlugin.withOverrides({
  extensions: [
    apiDocsPlugin.getExtension('api:api-docs/config').override({
      params: define =>
        define({
          api: apiDocsConfigRef,
          deps: {},
          factory: () => ({
            getApiDefinitionWidget: ({ spec }) => definitionWidgets.find(({ type }) => type === spec.type),
          }),
        }),
    }),
    apiDocsPlugin
      .getExtension('entity-card:api-docs/provided-apis')
      .override(whereComponentHas('providesApi', 'api')),
    apiDocsPlugin
      .getExtension('entity-card:api-docs/consumed-apis')
      .override(whereComponentHas('consumesApi', 'api')),
  ],
});
