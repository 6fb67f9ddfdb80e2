import { Suspense } from 'react';
import styles from '../../browse/browse.module.css';
import { addressOf, readFilter } from '../../browse/filter.ts';
import { PromptList, PromptListSkeleton } from '../../browse/PromptList.tsx';
import { SearchForm } from '../../browse/SearchForm.tsx';
import { TagList } from '../../browse/TagList.tsx';
import { currentTexts } from '../../i18n/server.ts';
import { currentUser, requireUser } from '../../session/user.ts';

export default async function BrowsePage({ searchParams }: PageProps<'/'>) {
  const [{ browse, states }, user] = await Promise.all([currentTexts(), currentUser()]);
  const filter = readFilter(await searchParams);
  if (filter.show === 'mine') await requireUser(addressOf(filter));
  return (
    <>
      <div className={styles.intro}>
        <h1>{browse.title}</h1>
        <p>{browse.lead}</p>
      </div>
      <SearchForm filter={filter} hasUser={user !== undefined} />
      <TagList filter={filter} />
      <Suspense fallback={<PromptListSkeleton label={states.loading} />}>
        <PromptList filter={filter} />
      </Suspense>
    </>
  );
}
