import { InfoCard, Link, MarkdownContent } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport, ServiceStatusResponse } from '@goldpath/plugin-goldpath-common';
import { useCallback, useState } from 'react';
import type { GoldpathApi } from '../api.ts';
import { checksSentence, severityOf, wordOf } from '../services/rows.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { useLoaded } from '../useLoaded.ts';
import { Loading } from './Loading.tsx';
import { UpgradeDialog } from './UpgradeDialog.tsx';

const useStyles = makeStyles(theme => ({
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) },
  actions: { display: 'flex', gap: theme.spacing(1), marginTop: theme.spacing(2) },
  changelog: { maxHeight: 320, overflowY: 'auto' },
}));

const shownTime = (time: string) => new Date(time).toLocaleString();

/** Each fact about the template of a service as a sentence. */
function sentencesOf({ changes, modified, reason, checkedAt, lastUpgrade, checks }: ServiceReport): string[] {
  const { added, changed, removed } = changes;
  const files = added.length + changed.length + removed.length;
  return [
    reason === undefined ? '' : `${reason}.`,
    files === 0 ? '' : `${files === 1 ? '1 file differs' : `${files} files differ`} in the newer version.`,
    modified.length === 0 ? '' : `Changed by the team: ${modified.length}; an upgrade keeps the changes.`,
    checksSentence(checks),
    lastUpgrade === undefined ? 'It was not upgraded yet.' : `Last upgrade: ${shownTime(lastUpgrade)}.`,
    checkedAt === undefined ? '' : `Last comparison: ${shownTime(checkedAt)}.`,
  ].filter(sentence => sentence !== '');
}

function State({ service, changelog }: ServiceStatusResponse) {
  const classes = useStyles();
  const { state, template, checks } = service;
  const versions = new Set([template?.version, template?.latest]);
  return (
    <>
      <div className={classes.state}>
        <SeverityLabel severity={severityOf[state]} text={wordOf[state]} />
        <Typography>
          {template?.id} {[...versions].filter(Boolean).join(' → ')}
        </Typography>
      </div>
      {sentencesOf(service).map(sentence => (
        <Typography key={sentence} variant="body2">
          {sentence}
        </Typography>
      ))}
      {checks.url !== undefined && (
        <Typography variant="body2">
          <Link to={checks.url}>Show the run of the check</Link>
        </Typography>
      )}
      {changelog.length > 0 && (
        // a long list scrolls, also with the keyboard
        <div className={classes.changelog} tabIndex={0} role="region" aria-label="Newer versions">
          {changelog.map(({ version = 'Not released', text }) => (
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
  const classes = useStyles();
  const entityRef = stringifyEntityRef(useEntity().entity);
  const load = useCallback((api: GoldpathApi) => api.serviceStatus(entityRef), [entityRef]);
  const { value, error, isLoading, reload } = useLoaded(load);
  const [isOpen, setOpen] = useState(false);
  if (error?.name === 'NotFoundError')
    return (
      <InfoCard title="Template" variant="gridItem">
        <Typography color="textSecondary">It was not stamped from a template.</Typography>
      </InfoCard>
    );
  return (
    <InfoCard title="Template" variant="gridItem">
      {!value && <Loading error={error} what="The comparison with the template" />}
      {value && (
        <>
          <State {...value} />
          <div className={classes.actions}>
            {value.service.state === 'outdated' && (
              <Button color="primary" variant="contained" onClick={() => setOpen(true)}>
                Upgrade
              </Button>
            )}
            <Button variant="outlined" onClick={reload} disabled={isLoading}>
              Compare again
            </Button>
          </div>
          {isOpen && <UpgradeDialog service={value.service} onClose={() => setOpen(false)} />}
        </>
      )}
    </InfoCard>
  );
}
