import { InfoCard, Link, MarkdownContent } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport, ServiceStatusResponse } from '@goldpath/plugin-goldpath-common';
import { useCallback, useState } from 'react';
import type { GoldpathApi } from '../api.ts';
import { type Text, useText } from '../messages/useText.ts';
import { checksSentence, severityOf } from '../services/rows.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { useLoaded } from '../useLoaded.ts';
import { Loading } from './Loading.tsx';
import { UpgradeDialog } from './UpgradeDialog.tsx';

const useStyles = makeStyles(theme => ({
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) },
  actions: { display: 'flex', gap: theme.spacing(1), marginTop: theme.spacing(2) },
  changelog: { maxHeight: 320, overflowY: 'auto' },
}));

/** Each fact about the template of a service as a sentence. */
function sentencesOf(service: ServiceReport, t: Text): string[] {
  const { changes, modified, reason, checkedAt, lastUpgrade, checks } = service;
  const { added, changed, removed } = changes;
  const shownTime = (time: string) => t('time.moment', { time: new Date(time) });
  const files = added.length + changed.length + removed.length;
  return [
    reason === undefined ? '' : `${reason}.`,
    files === 0 ? '' : t('upgrade.differ', { count: files }),
    modified.length === 0 ? '' : t('upgrade.keepsChanges', { number: String(modified.length) }),
    checksSentence(checks, t),
    lastUpgrade === undefined
      ? t('upgrade.never')
      : t('upgrade.lastUpgrade', { time: shownTime(lastUpgrade) }),
    checkedAt === undefined ? '' : t('upgrade.lastComparison', { time: shownTime(checkedAt) }),
  ].filter(sentence => sentence !== '');
}

function State({ service, changelog }: ServiceStatusResponse) {
  const t = useText();
  const classes = useStyles();
  const { state, template, checks } = service;
  const versions = new Set([template?.version, template?.latest]);
  return (
    <>
      <div className={classes.state}>
        <SeverityLabel severity={severityOf[state]} text={t(`services.state.${state}`)} />
        <Typography>
          {template?.id} {[...versions].filter(Boolean).join(' → ')}
        </Typography>
      </div>
      {sentencesOf(service, t).map(sentence => (
        <Typography key={sentence} variant="body2">
          {sentence}
        </Typography>
      ))}
      {checks.url !== undefined && (
        <Typography variant="body2">
          <Link to={checks.url}>{t('services.checkRun')}</Link>
        </Typography>
      )}
      {changelog.length > 0 && (
        // a long list scrolls, also with the keyboard
        <div className={classes.changelog} tabIndex={0} role="region" aria-label={t('upgrade.newerVersions')}>
          {changelog.map(({ version = t('services.notReleased'), text }) => (
            <section key={version}>
              <Typography variant="subtitle2" component="h3">
                {version}
              </Typography>
              <MarkdownContent content={text} />
            </section>
          ))}
        </div>
      )}
    </>
  );
}

/** Whether a service follows its template, what newer versions change, and its upgrade. */
export function UpgradeCard() {
  const t = useText();
  const classes = useStyles();
  const entityRef = stringifyEntityRef(useEntity().entity);
  const load = useCallback((api: GoldpathApi) => api.serviceStatus(entityRef), [entityRef]);
  const { value, error, isLoading, reload } = useLoaded(load);
  const [isOpen, setOpen] = useState(false);
  if (error?.name === 'NotFoundError')
    return (
      <InfoCard title={t('service.template')} variant="gridItem">
        <Typography color="textSecondary">{t('upgrade.notStamped')}</Typography>
      </InfoCard>
    );
  return (
    <InfoCard title={t('service.template')} variant="gridItem">
      {!value && <Loading error={error} problem={t('service.comparisonNotLoaded')} onRetry={reload} />}
      {value && (
        <>
          <State {...value} />
          <div className={classes.actions}>
            {value.service.state === 'outdated' && (
              <Button color="primary" variant="contained" onClick={() => setOpen(true)}>
                {t('upgrade.start')}
              </Button>
            )}
            <Button variant="outlined" onClick={reload} disabled={isLoading}>
              {t('upgrade.again')}
            </Button>
          </div>
          {isOpen && <UpgradeDialog service={value.service} onClose={() => setOpen(false)} />}
        </>
      )}
    </InfoCard>
  );
}
