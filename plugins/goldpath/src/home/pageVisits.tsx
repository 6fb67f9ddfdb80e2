import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { recordPage } from './recentEntities.ts';

function PageVisits() {
  const { pathname } = useLocation();
  useEffect(() => recordPage(localStorage, pathname), [pathname]);
  return null;
}

/** Records the entities whose pages are opened, for the home page. */
export const pageVisits = AppRootElementBlueprint.make({
  name: 'page-visits',
  params: { element: <PageVisits /> },
});
