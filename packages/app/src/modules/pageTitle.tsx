import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

function PageTitle() {
  const title = useApi(configApiRef).getString('app.title');
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = title;
  }, [title, pathname]);
  return null;
}

/** Ends a page's title with the page: a page that sets one of its own does so after this. */
export const pageTitle = AppRootElementBlueprint.make({
  name: 'page-title',
  params: { element: <PageTitle /> },
});
