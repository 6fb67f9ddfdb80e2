import { InfoCard } from '@backstage/core-components';
import { ChecksView } from '../preview/ChecksView.tsx';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

/** The result of the checks of a service, with the place and the fix of every finding. */
export function ChecksContent() {
  const { checks, error } = useService('checks');
  if (!checks) return <Loading error={error} what="The checks" />;
  return (
    <InfoCard title="Checks" subheader="As goldpath check reports them for the repository's files.">
      <ChecksView part={checks} />
    </InfoCard>
  );
}
