import { SignInPage } from '@backstage/core-components';
import { configApiRef, githubAuthApiRef, useApi } from '@backstage/core-plugin-api';
import { SignInPageBlueprint, type SignInPageProps } from '@backstage/plugin-app-react';

const github = {
  id: 'github-auth-provider',
  title: 'GitHub',
  message: 'Sign in with your GitHub account: what you create is yours.',
  apiRef: githubAuthApiRef,
};

function GoldpathSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  const providers = config.getOptionalStringArray('goldpath.signIn.providers') ?? ['guest'];
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
