/** The name of each page by its path, as a key of the texts: in the browser's tab, in the menu and above the page. */
export const pageNames = {
  '/': 'page.home',
  '/api-docs': 'page.apis',
  '/catalog': 'page.catalog',
  '/catalog-graph': 'page.catalogGraph',
  '/create': 'page.create',
  '/create/actions': 'page.actions',
  '/create/edit': 'page.editor',
  '/create/tasks': 'page.tasks',
  '/create/templates': 'page.templates',
  '/create/templating-extensions': 'page.templatingExtensions',
  '/policies': 'page.policies',
  '/search': 'page.search',
  '/services': 'page.services',
  '/settings': 'page.settings',
  '/settings/auth-providers': 'page.authProviders',
  '/settings/feature-flags': 'page.featureFlags',
  '/settings/general': 'page.general',
  '/templates': 'page.templates',
} as const;

/** The key of the name of a page; undefined for pages of other plugins. */
export function pageNameAt(path: string): (typeof pageNames)[keyof typeof pageNames] | undefined {
  // the pages of entities belong to the catalog
  const page = path.replace(/^\/catalog\/.*/, '/catalog');
  return Object.hasOwn(pageNames, page) ? pageNames[page as keyof typeof pageNames] : undefined;
}
