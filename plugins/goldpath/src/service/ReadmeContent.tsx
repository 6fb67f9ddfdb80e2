import { CodeSnippet, InfoCard, MarkdownContent } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

/** The README of a service, and the folder of its source. */
export function ReadmeContent() {
  const { repository, error } = useService('repository');
  if (!repository) return <Loading error={error} what="The README" />;
  const { folder, readme } = repository;
  return (
    <InfoCard title="README" subheader="As it is in the repository.">
      <Typography gutterBottom>The source is in this folder of the portal’s machine:</Typography>
      <CodeSnippet language="bash" text={`cd ${folder}`} showCopyCodeButton />
      {readme === undefined ? (
        <Typography>The repository has no README.md.</Typography>
      ) : (
        <MarkdownContent content={readme} />
      )}
    </InfoCard>
  );
}
