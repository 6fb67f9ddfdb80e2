/** The pages with a fixed title, by path; of the paths that a page's path begins with, the longest counts. */
const pages: Record<string, string> = {
  '/': 'Home',
  '/api-docs': 'APIs',
  '/catalog': 'Catalog',
  '/catalog-graph': 'Catalog graph',
  '/create': 'Create',
  '/create/actions': 'Actions',
  '/create/edit': 'Template editor',
  '/create/tasks': 'Tasks',
  '/create/templating-extensions': 'Templating extensions',
  '/policies': 'Policies',
  '/search': 'Search',
  '/services': 'Services',
  '/settings': 'Settings',
  '/templates': 'Templates',
};

/**
 * The title of a page for the browser's tab, which ends with the portal's name.
 *
 * @param pathname - the path of the page, without the base path of the portal
 */
export function titleOf(pathname: string, portal: string): string {
  const page = nameOf(pathname);
  return page === undefined ? portal : `${page} | ${portal}`;
}

function nameOf(pathname: string): string | undefined {
  const parts = pathname.split('/').filter(Boolean);
  const [first, second, , fourth] = parts;
  // these pages set their own title as soon as they have loaded what they show
  if (first === 'catalog' && parts.length >= 4) return fourth;
  if (first === 'create' && second === 'templates' && fourth !== undefined) return `Create ${fourth}`;
  if (parts.length === 0) return pages['/'];
  const paths = parts.map((_part, index) => `/${parts.slice(0, index + 1).join('/')}`);
  return paths.map(path => pages[path]).findLast(page => page !== undefined);
}
