import { EmptyState, SignInPage } from '@backstage/core-components';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { configApiRef, githubAuthApiRef, useApi } from '@backstage/core-plugin-api';
import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint, TranslationBlueprint, type SignInPageProps } from '@backstage/plugin-app-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useEffect } from 'react';
import { usePortalText } from '../messages/usePortalText.ts';
import { Logo } from './Logo.tsx';
import { offeredProviders } from './offeredProviders.ts';
import { titleOf } from './titleOf.ts';

const github = { id: 'github-auth-provider', title: 'GitHub', apiRef: githubAuthApiRef };

function Welcome() {
  const t = usePortalText();
  return (
    <Box textAlign="center" pt={4} pb={2}>
      <Logo height={64} />
      <Typography variant="h4" component="h2">
        {t('signIn.choose')}
      </Typography>
    </Box>
  );
}

function GoldpathSignInPage(props: SignInPageProps) {
  const t = usePortalText();
  const config = useApi(configApiRef);
  const providers = offeredProviders(config);
  const portal = config.getString('app.title');
  const { pathname } = window.location;
  // the page behind it has the same address, so nothing else resets this title
  useEffect(() => () => void (document.title = titleOf(pathname, portal, t)), [pathname, portal, t]);
  if (providers.length === 0) {
    return (
      <EmptyState missing="content" title={t('signIn.noProvider')} description={t('signIn.noProviderFix')} />
    );
  }
  return (
    <SignInPage
      {...props}
      title={t('signIn.title')}
      titleComponent={<Welcome />}
      align="center"
      providers={providers.map(provider =>
        provider === 'github' ? { ...github, message: t('signIn.github') } : 'guest',
      )}
    />
  );
}

/** Offers the providers of `goldpath.signIn.providers`. */
export const signInPage = SignInPageBlueprint.make({
  params: { loader: () => Promise.resolve(GoldpathSignInPage) },
});

/** The text of the stock card for guests, in the words of this portal. */
export const signInMessages = TranslationBlueprint.make({
  name: 'sign-in',
  params: {
    resource: createTranslationMessages({
      ref: coreComponentsTranslationRef,
      messages: {
        'signIn.title': 'Sign in',
        'signIn.guestProvider.subtitle':
          'Look around and create services without an account. All guests are the same person here, so choose the owner of a service with care.',
      },
    }),
  },
});
