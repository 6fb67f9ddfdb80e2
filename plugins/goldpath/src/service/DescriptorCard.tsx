import { InfoCard } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_DESCRIPTOR_PROBLEM } from '@goldpath/plugin-goldpath-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';

const useStyles = makeStyles({ problem: { overflowWrap: 'anywhere' } });

/** The problem of a catalog-info.yaml that became invalid, until it is fixed. */
export function DescriptorCard() {
  const t = useText();
  const classes = useStyles();
  const { annotations } = useEntity().entity.metadata;
  return (
    <InfoCard title={t('service.descriptorInvalid')} variant="gridItem">
      <div role="alert">
        <Typography className={classes.problem} gutterBottom>
          {annotations?.[ANNOTATION_DESCRIPTOR_PROBLEM]}
        </Typography>
        <Typography color="textSecondary">{t('service.descriptorLastValid')}</Typography>
      </div>
    </InfoCard>
  );
}
