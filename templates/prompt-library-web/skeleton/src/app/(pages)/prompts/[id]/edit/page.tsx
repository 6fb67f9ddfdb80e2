import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import styles from '../../../../../forms/forms.module.css';
import { currentTexts } from '../../../../../i18n/server.ts';
import { changePrompt, deletePrompt } from '../../../../../prompts/actions.ts';
import { fetchTagged } from '../../../../../prompts/fetchPrompt.ts';
import { PromptForm } from '../../../../../prompts/PromptForm.tsx';
import { requireUser } from '../../../../../session/user.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).edit.editTitle,
});

export default async function EditPromptPage({ params }: PageProps<'/prompts/[id]/edit'>) {
  const { id } = await params;
  const user = await requireUser(`/prompts/${id}/edit`);
  const [{ edit }, tagged] = await Promise.all([currentTexts(), fetchTagged(id)]);
  if (tagged.prompt.creator.id !== user.id) notFound();
  return (
    <>
      <PromptForm action={changePrompt.bind(null, id)} changed={tagged} />
      <details className={`${styles.form} ${styles.wide}`}>
        <summary>{edit.remove}</summary>
        <form action={deletePrompt.bind(null, id)}>
          <p>{edit.removeHint}</p>
          <button type="submit" className="button danger">
            {edit.remove}
          </button>
        </form>
      </details>
    </>
  );
}
