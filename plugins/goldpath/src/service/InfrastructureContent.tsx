import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ArchitectureView } from '../preview/ArchitectureView.tsx';
import { CostView } from '../preview/CostView.tsx';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

const useStyles = makeStyles(theme => ({ cards: { display: 'grid', gap: theme.spacing(3) } }));

/** The architecture of each stage of a service, and its monthly cost. */
export function InfrastructureContent() {
  const classes = useStyles();
  const { infrastructure, error } = useService('infrastructure');
  if (!infrastructure) return <Loading error={error} what="The infrastructure" />;
  return (
    <div className={classes.cards}>
      <InfoCard title="Architecture">
        <ArchitectureView part={infrastructure} />
      </InfoCard>
      <InfoCard title="Cost">
        <CostView part={infrastructure} before={{}} />
      </InfoCard>
    </div>
  );
}
