import type { Metadata } from 'next';
import { currentTexts } from '../../../i18n/server.ts';
import { signUp } from '../../../session/actions.ts';
import { AccountForm } from '../../../session/AccountForm.tsx';
import { returnPath } from '../../../session/returnPath.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).account.signUp,
});

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const params = await searchParams;
  return <AccountForm kind="sign-up" action={signUp} next={returnPath(params.next)} />;
}
