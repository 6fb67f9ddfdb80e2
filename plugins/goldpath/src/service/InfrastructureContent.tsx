import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { ArchitectureView } from '../preview/ArchitectureView.tsx';
import { CostView } from '../preview/CostView.tsx';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

const useStyles = makeStyles(theme => ({ cards: { display: 'grid', gap: theme.spacing(3) } }));

/** The architecture of each stage of a service, and its monthly cost. */
export function InfrastructureContent() {
  const t = useText();
  const classes = useStyles();
  const { infrastructure, error, retry } = useService('infrastructure');
  if (!infrastructure)
    return <Loading error={error} problem={t('service.infrastructureNotLoaded')} onRetry={retry} />;
  return (
    <div className={classes.cards}>
      <InfoCard title={t('service.architecture')}>
        <ArchitectureView part={infrastructure} />
      </InfoCard>
      <InfoCard title={t('service.cost')}>
        <CostView part={infrastructure} before={{}} />
      </InfoCard>
    </div>
  );
}
