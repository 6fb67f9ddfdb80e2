import { EmptyState, SignInPage } from '@backstage/core-components';
import { configApiRef, githubAuthApiRef, useApi } from '@backstage/core-plugin-api';
import { SignInPageBlueprint, type SignInPageProps } from '@backstage/plugin-app-react';
import { offeredProviders } from './offeredProviders.ts';

const github = {
  id: 'github-auth-provider',
  title: 'GitHub',
  message: 'Sign in with your GitHub account: what you create is yours.',
  apiRef: githubAuthApiRef,
};

function GoldpathSignInPage(props: SignInPageProps) {
  const providers = offeredProviders(useApi(configApiRef));
  if (providers.length === 0) {
    return (
      <EmptyState
        missing="content"
        title="Nobody can sign in yet"
        description="Configure GitHub, or ask for guests: the README says how."
      />
    );
  }
  return (
    <SignInPage
      {...props}
      title="Sign in to Goldpath"
      align="center"
      providers={providers.map(provider => (provider === 'github' ? github : 'guest'))}
    />
  );
}

/** Offers the ways to sign in that `goldpath.signIn.providers` names. */
export const signInPage = SignInPageBlueprint.make({
  params: { loader: async () => GoldpathSignInPage },
});
