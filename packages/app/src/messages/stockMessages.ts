import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import {
  createTranslationMessages,
  createTranslationResource,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { apiDocsTranslationRef } from '@backstage/plugin-api-docs/alpha';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';
import { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';

/** Korean texts of a part of Backstage; those that are left out stay in English. */
export type Korean<Ref extends TranslationRef> = Partial<Record<keyof Ref['T'], string>>;

type Messages = Record<string, string>;

/** The Korean texts of a part of Backstage, which are loaded when the reader chooses Korean. */
function korean<Id extends string, Texts extends Messages>(
  ref: TranslationRef<Id, Texts>,
  load: () => Promise<{ default: { [Key in keyof Texts]?: string } }>,
) {
  const ko = async () => {
    const { default: messages } = await load();
    return { default: createTranslationMessages({ ref, full: false, messages }) };
  };
  return TranslationBlueprint.make({
    name: `${ref.id}-korean`,
    params: { resource: createTranslationResource({ ref, translations: { ko } }) },
  });
}

/** The page has the same name in the menu and above its content. */
export const catalogGraphMessages = TranslationBlueprint.make({
  name: 'catalog-graph',
  params: {
    resource: createTranslationMessages({
      ref: catalogGraphTranslationRef,
      messages: { 'catalogGraphPage.title': 'Catalog graph' },
    }),
  },
});

/** The Korean texts of Backstage's own parts on the pages of this portal. */
export const stockMessages = [
  korean(apiDocsTranslationRef, () => import('./stock/apiDocs.ko.ts')),
  korean(catalogTranslationRef, () => import('./stock/catalog.ko.ts')),
  korean(catalogGraphTranslationRef, () => import('./stock/catalogGraph.ko.ts')),
  korean(catalogReactTranslationRef, () => import('./stock/catalogReact.ko.ts')),
  korean(coreComponentsTranslationRef, () => import('./stock/coreComponents.ko.ts')),
  korean(scaffolderTranslationRef, () => import('./stock/scaffolder.ko.ts')),
  korean(scaffolderReactTranslationRef, () => import('./stock/scaffolderReact.ko.ts')),
  korean(searchTranslationRef, () => import('./stock/search.ko.ts')),
  korean(searchReactTranslationRef, () => import('./stock/searchReact.ko.ts')),
  korean(userSettingsTranslationRef, () => import('./stock/userSettings.ko.ts')),
];
