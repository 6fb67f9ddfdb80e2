import { InfoCard } from '@backstage/core-components';
import { useText } from '../messages/useText.ts';
import { ChecksView } from '../preview/ChecksView.tsx';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

/** The result of the checks of a service, with the place and the fix of every finding. */
export function ChecksContent() {
  const t = useText();
  const { checks, error, retry } = useService('checks');
  if (!checks) return <Loading error={error} problem={t('service.checksNotLoaded')} onRetry={retry} />;
  return (
    <InfoCard title={t('checks.title')} subheader={t('checks.source')}>
      <ChecksView part={checks} />
    </InfoCard>
  );
}
