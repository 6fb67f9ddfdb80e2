import type { Metadata } from 'next';
import Link from 'next/link';
import { currentTexts } from '../../../../i18n/server.ts';
import { fetchPrompt } from '../../../../prompts/fetchPrompt.ts';
import { FillIn } from '../../../../prompts/FillIn.tsx';
import styles from '../../../../prompts/prompt.module.css';
import { PromptFacts, PromptTags } from '../../../../prompts/PromptHead.tsx';
import { PromptTools } from '../../../../prompts/PromptTools.tsx';

type Props = PageProps<'/prompts/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, description, visibility } = await fetchPrompt((await params).id);
  return { title, description, ...(visibility !== 'PUBLIC' && { robots: { index: false } }) };
}

export default async function PromptPage({ params }: Props) {
  const [texts, prompt] = await Promise.all([currentTexts(), fetchPrompt((await params).id)]);
  return (
    <>
      <div className={styles.head}>
        <Link href="/">← {texts.prompt.back}</Link>
        <h1>{prompt.title}</h1>
        {prompt.description && <p className={styles.description}>{prompt.description}</p>}
        <PromptFacts prompt={prompt} />
        <PromptTags tags={prompt.tags} />
        <PromptTools prompt={prompt} />
      </div>
      <FillIn text={prompt.text} />
    </>
  );
}
