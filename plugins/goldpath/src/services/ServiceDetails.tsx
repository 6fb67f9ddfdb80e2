import { CodeSnippet, Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { useText } from '../messages/useText.ts';
import { checksSentence } from './rows.ts';

const useStyles = makeStyles(theme => ({
  details: { padding: theme.spacing(2, 3), display: 'grid', gap: theme.spacing(2) },
  files: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: theme.spacing(2),
  },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    maxHeight: 240,
    overflowY: 'auto',
    lineHeight: 1.5,
    overflowWrap: 'anywhere',
  },
}));

function FileList({ title, files }: { title: string; files: readonly string[] }) {
  const t = useText();
  const classes = useStyles();
  if (files.length === 0) return null;
  const heading = t('services.filesOf', { title, number: String(files.length) });
  return (
    <section aria-label={heading}>
      <Typography variant="subtitle2" component="h3">
        {heading}
      </Typography>
      {/* a long list scrolls, also with the keyboard */}
      <ul className={classes.list} tabIndex={0}>
        {files.map(file => (
          <li key={file}>{file}</li>
        ))}
      </ul>
    </section>
  );
}

/** The files of a service that an upgrade changes and those that its team changed, and the command for the upgrade. */
export function ServiceDetails({ service }: { service: ServiceReport }) {
  const t = useText();
  const classes = useStyles();
  const { changes, modified, folder, state, newer, entityRef, checks } = service;
  const command = `npx goldpath upgrade ${folder}`;
  return (
    <div className={classes.details}>
      {state === 'outdated' && (
        <div>
          {newer.map(({ version = t('services.notReleased'), summary }) => (
            <Typography key={version}>
              {version}: {summary}
            </Typography>
          ))}
          <Typography>
            <EntityRefLink entityRef={entityRef} hideIcon>
              {t('services.lookAtUpgrade')}
            </EntityRefLink>
            {folder !== undefined && t('services.orCommand')}
          </Typography>
          {folder !== undefined && <CodeSnippet language="bash" text={command} showCopyCodeButton />}
        </div>
      )}
      <div className={classes.files}>
        <FileList title={t('services.changedByTemplate')} files={changes.changed} />
        <FileList title={t('services.addedByTemplate')} files={changes.added} />
        <FileList title={t('services.removedByTemplate')} files={changes.removed} />
        <FileList title={t('services.changedByTeam')} files={modified} />
      </div>
      <Typography color="textSecondary">
        {checksSentence(checks, t)}{' '}
        {checks.url !== undefined && <Link to={checks.url}>{t('services.checkRun')}</Link>}
      </Typography>
      {state !== 'outdated' && modified.length === 0 && (
        <Typography color="textSecondary">{t('services.unchanged')}</Typography>
      )}
    </div>
  );
}
