import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, Progress } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { CheckRecord } from '@goldpath/plugin-goldpath-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useCallback } from 'react';
import type { GoldpathApi } from '../api.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { useLoaded } from '../useLoaded.ts';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  record: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));

function Records({ records }: { records: readonly CheckRecord[] }) {
  const t = useText();
  const classes = useStyles();
  if (records.length === 0) return <Typography color="textSecondary">{t('checks.historyNone')}</Typography>;
  return (
    <ol className={classes.list} aria-label={t('checks.history')}>
      {records.map(({ result, findings, endedAt }) => (
        <li key={endedAt} className={classes.record}>
          <time dateTime={endedAt}>{t('time.moment', { time: new Date(endedAt) })}</time>
          <SeverityLabel
            severity={result === 'pass' ? 'none' : 'error'}
            text={t(result === 'pass' ? 'checks.passes' : 'checks.passesNot')}
          />
          {findings !== undefined && findings > 0 && (
            <Typography variant="body2" color="textSecondary">
              {t('checks.historyFindings', { count: findings })}
            </Typography>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The results of the checks of a service, the newest first. */
export function ChecksHistory() {
  const t = useText();
  const entityRef = stringifyEntityRef(useEntity().entity);
  const load = useCallback((api: GoldpathApi) => api.checkHistory(entityRef), [entityRef]);
  const { value: records, error, reload } = useLoaded(load);
  return (
    <InfoCard title={t('checks.history')} subheader={t('checks.historySource')}>
      {error && <LoadProblem title={t('checks.historyNotLoaded')} error={error} onRetry={reload} />}
      {!error && !records && <Progress />}
      {records && <Records records={records} />}
    </InfoCard>
  );
}
