import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { ChecksView } from '../preview/ChecksView.tsx';
import { ChecksHistory } from './ChecksHistory.tsx';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

const useStyles = makeStyles(theme => ({ cards: { display: 'grid', gap: theme.spacing(3) } }));

/** The result of the checks of a service, with the place and the fix of every finding, and the results before. */
export function ChecksContent() {
  const t = useText();
  const classes = useStyles();
  const { checks, error, retry } = useService('checks');
  if (!checks) return <Loading error={error} problem={t('service.checksNotLoaded')} onRetry={retry} />;
  return (
    <div className={classes.cards}>
      <InfoCard title={t('checks.title')} subheader={t('checks.source')}>
        <ChecksView part={checks} />
      </InfoCard>
      {/* after the checks, whose result it includes */}
      <ChecksHistory />
    </div>
  );
}
