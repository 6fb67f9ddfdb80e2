import { CodeSnippet, InfoCard, Link, MarkdownContent } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RepositoryPart } from '@goldpath/plugin-goldpath-common';
import { useText } from '../messages/useText.ts';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0, 0, 2),
    overflowWrap: 'anywhere',
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0 },
  },
}));

function Facts({ repository: { folder, template, answers } }: { repository: RepositoryPart }) {
  const t = useText();
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
      <dt>{t('service.folder')}</dt>
      <dd>{folder}</dd>
      {template && (
        <>
          <dt>{t('service.template')}</dt>
          <dd>
            <Link to={`/catalog/default/template/${template.id}`}>{template.id}</Link> {template.version}
          </dd>
        </>
      )}
      {Object.entries(answers).map(([field, answer]) => [
        <dt key={field}>{field}</dt>,
        <dd key={`${field} answer`}>{String(answer)}</dd>,
      ])}
    </dl>
  );
}

/** How to run a service, and the template and the answers that it was stamped from. */
export function RepositoryCard() {
  const t = useText();
  const { repository, error, retry } = useService('repository');
  return (
    <InfoCard title={t('service.run')} variant="gridItem">
      {!repository && <Loading error={error} problem={t('service.repositoryNotLoaded')} onRetry={retry} />}
      {repository && (
        <>
          <CodeSnippet language="bash" text={`cd ${repository.folder}`} showCopyCodeButton />
          {repository.run !== undefined && <MarkdownContent content={repository.run} />}
          <Typography variant="subtitle1" component="h3" gutterBottom>
            {t('service.origin')}
          </Typography>
          <Facts repository={repository} />
        </>
      )}
    </InfoCard>
  );
}
