import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogGraph from '@backstage/plugin-catalog-graph/alpha';
import org from '@backstage/plugin-org/alpha';
import search from '@backstage/plugin-search/alpha';
import userSettings from '@backstage/plugin-user-settings/alpha';
import goldpath from '@goldpath/plugin-goldpath';
import { catalogGraphMessages, stockMessages } from './messages/stockMessages.ts';
import { apiDocs, catalog } from './modules/entityPages.tsx';
import { errorDisplay } from './modules/errorDisplay.tsx';
import { notFoundPage } from './modules/notFoundPage.tsx';
import { pageLayout } from './modules/pageLayout.tsx';
import { pageTitle } from './modules/pageTitle.tsx';
import { scaffolder } from './modules/scaffolder.tsx';
import { sidebar } from './modules/sidebar.tsx';
import { signInPage, signInMessages } from './modules/signInPage.tsx';
import { darkTheme, lightTheme } from './modules/themes.tsx';

const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    sidebar,
    signInPage,
    signInMessages,
    catalogGraphMessages,
    ...stockMessages,
    notFoundPage,
    errorDisplay,
    pageLayout,
    pageTitle,
    lightTheme,
    darkTheme,
  ],
});

/** The portal: this list has everything that it shows. */
export const app = createApp({
  features: [goldpath, catalog, catalogGraph, apiDocs, org, scaffolder, search, userSettings, appModule],
});
