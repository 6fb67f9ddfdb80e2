import Link from 'next/link';
import { currentTexts } from '../../i18n/server.ts';
import { Message } from '../../layout/Message.tsx';

export default async function NotFound() {
  const { states } = await currentTexts();
  return (
    <Message title={states.notFound} hint={states.notFoundHint}>
      <Link className="button primary" href="/">
        {states.home}
      </Link>
    </Message>
  );
}
