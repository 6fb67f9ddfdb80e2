import { Content, Link, Page } from '@backstage/core-components';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import Typography from '@material-ui/core/Typography';

function GoldpathNotFoundPage() {
  return (
    <Page themeId="home">
      <Content>
        <Typography variant="h4" component="h1" gutterBottom>
          There is no such page
        </Typography>
        <Typography>
          The address may be mistyped, or what it showed is gone. Go on from{' '}
          <Link to="/" underline="always">
            the home page
          </Link>{' '}
          or look in{' '}
          <Link to="/catalog" underline="always">
            the catalog
          </Link>
          .
        </Typography>
      </Content>
    </Page>
  );
}

/** What stands at an address that no page has. */
export const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define => define({ component: NotFoundErrorPage, loader: () => GoldpathNotFoundPage }),
});
