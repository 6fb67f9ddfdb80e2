import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { service } from '../../../../../../api/client.ts';
import { dataOf, problemOf } from '../../../../../../api/problem.ts';
import { currentTexts } from '../../../../../../i18n/server.ts';
import { fetchTagged, foundIn } from '../../../../../../prompts/fetchPrompt.ts';
import promptStyles from '../../../../../../prompts/prompt.module.css';
import { currentUser } from '../../../../../../session/user.ts';
import { restoreVersion } from '../../../../../../versions/actions.ts';
import { Diff } from '../../../../../../versions/Diff.tsx';
import { RestoreForm } from '../../../../../../versions/RestoreForm.tsx';

type Props = PageProps<'/prompts/[id]/versions/[version]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { prompt } = await currentTexts();
  return { title: prompt.version(Number((await params).version)), robots: { index: false } };
}

export default async function VersionPage({ params }: Props) {
  const { id, version: written } = await params;
  const version = Number(written);
  if (!Number.isInteger(version) || version < 1) notFound();
  const [texts, user, { prompt, etag }, client] = await Promise.all([
    currentTexts(),
    currentUser(),
    fetchTagged(id),
    service(),
  ]);
  const path = { id, version };
  const content = foundIn(await client.GET('/v1/prompts/{id}/versions/{version}', { params: { path } }));
  const compared = await client.GET('/v1/prompts/{id}/versions/{version}/diff', { params: { path } });
  // the user may not see the version before
  const isFirst = !compared.response.ok && problemOf(compared).code === 'not_found';
  const diff = isFirst ? undefined : dataOf(compared);
  return (
    <>
      <Link href={`/prompts/${id}/versions`}>← {texts.versions.all}</Link>
      <h1>{texts.prompt.version(version)}</h1>
      {/* the service compares version 1 with itself */}
      {diff && diff.from !== diff.to ? (
        <>
          <p>{texts.versions.compared(diff.from, diff.to)}</p>
          <Diff diff={diff} />
        </>
      ) : (
        <>
          <h2>{content.title}</h2>
          <pre className={promptStyles.content}>{content.text}</pre>
        </>
      )}
      {user?.id === prompt.creator.id && version !== prompt.version && (
        <RestoreForm action={restoreVersion.bind(null, id, version)} etag={etag} />
      )}
    </>
  );
}
