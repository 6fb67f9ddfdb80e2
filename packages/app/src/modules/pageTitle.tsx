import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { titleOf } from './titleOf.ts';

function PageTitle() {
  const portal = useApi(configApiRef).getString('app.title');
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = titleOf(pathname, portal);
  }, [portal, pathname]);
  return null;
}

/** Sets the title when the page changes. A page with its own title sets it afterwards. */
export const pageTitle = AppRootElementBlueprint.make({
  name: 'page-title',
  params: { element: <PageTitle /> },
});
