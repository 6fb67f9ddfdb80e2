import type { Metadata } from 'next';
import { currentTexts } from '../../../i18n/server.ts';
import { signIn } from '../../../session/actions.ts';
import { AccountForm } from '../../../session/AccountForm.tsx';
import { returnPath } from '../../../session/returnPath.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).account.signIn,
});

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const params = await searchParams;
  return (
    <AccountForm
      kind="sign-in"
      action={signIn}
      next={returnPath(params.next)}
      hasEnded={params.ended !== undefined}
    />
  );
}
