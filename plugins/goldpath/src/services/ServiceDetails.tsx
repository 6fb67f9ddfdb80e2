import { CodeSnippet, Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
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
  const classes = useStyles();
  if (files.length === 0) return null;
  const heading = `${title} (${files.length})`;
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
  const classes = useStyles();
  const { changes, modified, folder, state, newer, entityRef, checks } = service;
  return (
    <div className={classes.details}>
      {state === 'outdated' && (
        <div>
          {newer.map(({ version = 'Not released', summary }) => (
            <Typography key={version}>
              {version}: {summary}
            </Typography>
          ))}
          <Typography>
            <EntityRefLink entityRef={entityRef} hideIcon>
              Look at the upgrade, and make it
            </EntityRefLink>
            {folder !== undefined && ', or make the branch with this command:'}
          </Typography>
          {folder !== undefined && (
            <CodeSnippet language="bash" text={`npx goldpath upgrade ${folder}`} showCopyCodeButton />
          )}
        </div>
      )}
      <div className={classes.files}>
        <FileList title="Changed by the template" files={changes.changed} />
        <FileList title="Added by the template" files={changes.added} />
        <FileList title="Removed by the template" files={changes.removed} />
        <FileList title="Changed by the team" files={modified} />
      </div>
      <Typography color="textSecondary">
        {checksSentence(checks)}{' '}
        {checks.url !== undefined && <Link to={checks.url}>Show the run of the check</Link>}
      </Typography>
      {state !== 'outdated' && modified.length === 0 && (
        <Typography color="textSecondary">No stamped file was changed since.</Typography>
      )}
    </div>
  );
}
