import { InfoCard } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_DESCRIPTOR_PROBLEM } from '@goldpath/plugin-goldpath-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({ problem: { overflowWrap: 'anywhere' } });

/** The problem of a catalog-info.yaml that became invalid, until it is fixed. */
export function DescriptorCard() {
  const classes = useStyles();
  const { annotations } = useEntity().entity.metadata;
  return (
    <InfoCard title="catalog-info.yaml is invalid" variant="gridItem">
      <div role="alert">
        <Typography className={classes.problem} gutterBottom>
          {annotations?.[ANNOTATION_DESCRIPTOR_PROBLEM]}
        </Typography>
        <Typography color="textSecondary">
          This page shows the last valid version. It follows the file again as soon as the problem is fixed.
        </Typography>
      </div>
    </InfoCard>
  );
}
