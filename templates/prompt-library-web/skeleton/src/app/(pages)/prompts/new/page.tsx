import type { Metadata } from 'next';
import { currentTexts } from '../../../../i18n/server.ts';
import { createPrompt } from '../../../../prompts/actions.ts';
import { PromptForm } from '../../../../prompts/PromptForm.tsx';
import { requireUser } from '../../../../session/user.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).edit.newTitle,
});

export default async function NewPromptPage() {
  await requireUser('/prompts/new');
  return <PromptForm action={createPrompt} requestKey={crypto.randomUUID()} />;
}
