import Link from 'next/link';
import { service } from '../api/client.ts';
import { dataOf } from '../api/problem.ts';
import { currentTexts } from '../i18n/server.ts';
import { collect } from './actions.ts';
import { CollectForm } from './CollectForm.tsx';

/** Adds a prompt to one of the user's newest collections, or leads to the page that creates the first one. */
export async function Collect({ promptId }: { promptId: string }) {
  const [{ collections }, client] = await Promise.all([currentTexts(), service()]);
  const { items } = dataOf(await client.GET('/v1/collections', { params: { query: { limit: 100 } } }));
  if (items.length === 0) return <Link href="/collections">{collections.addTo}</Link>;
  const options = Object.fromEntries(items.map(({ id, name }) => [id, name]));
  return <CollectForm action={collect.bind(null, promptId)} options={options} />;
}
