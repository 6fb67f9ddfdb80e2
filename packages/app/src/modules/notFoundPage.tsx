import { Content, Link, Page } from '@backstage/core-components';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import Typography from '@material-ui/core/Typography';

function GoldpathNotFoundPage() {
  return (
    <Page themeId="home">
      <Content>
        <Typography variant="h4" component="h1" gutterBottom>
          Page not found
        </Typography>
        <Typography>
          The address may be misspelled, or the page no longer exists. Go to{' '}
          <Link to="/" underline="always">
            the home page
          </Link>{' '}
          or to{' '}
          <Link to="/catalog" underline="always">
            the catalog
          </Link>
          .
        </Typography>
      </Content>
    </Page>
  );
}

/** The page for unknown addresses. */
export const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define => define({ component: NotFoundErrorPage, loader: () => GoldpathNotFoundPage }),
});
