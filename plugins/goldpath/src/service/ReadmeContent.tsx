import { CodeSnippet, InfoCard, Link, MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { goldpathApiRef } from '../api.ts';
import { useText } from '../messages/useText.ts';
import { documentAt, linkIn } from './documentLinks.ts';
import { Loading } from './Loading.tsx';
import { useService } from './useService.ts';

const README = 'README.md';

interface DocumentState {
  file: string;
  text?: string;
  error?: Error;
}

/** A document of the service; undefined text until it has arrived, and for the README, which comes with the repository. */
function useDocument(file: string): DocumentState {
  const goldpath = useApi(goldpathApiRef);
  const { name, namespace = 'default' } = useEntity().entity.metadata;
  const [state, setState] = useState<DocumentState>({ file });
  useEffect(() => {
    if (file === README) return undefined;
    let wanted = true;
    goldpath.serviceDocument({ namespace, name }, file).then(
      text => wanted && setState({ file, text }),
      (error: Error) => wanted && setState({ file, error }),
    );
    return () => {
      wanted = false;
    };
  }, [goldpath, namespace, name, file]);
  return state.file === file ? state : { file };
}

/** A document with links that lead to the others. */
function Document({ file, base }: { file: string; base: string }) {
  const t = useText();
  const { text, error } = useDocument(file);
  return (
    <InfoCard title={file} subheader={<Link to={base}>{README}</Link>}>
      {text === undefined ? (
        <Loading error={error} problem={t('service.documentNotLoaded')} />
      ) : (
        <MarkdownContent content={text} transformLinkUri={link => linkIn(file, base, link)} />
      )}
    </InfoCard>
  );
}

function Readme({ base }: { base: string }) {
  const t = useText();
  const { repository, error, retry } = useService('repository');
  if (!repository) return <Loading error={error} problem={t('service.readmeNotLoaded')} onRetry={retry} />;
  const { folder, readme } = repository;
  return (
    <InfoCard title={t('service.readme')} subheader={t('service.readmeAsIs')}>
      <Typography gutterBottom>{t('service.sourceFolder')}</Typography>
      <CodeSnippet language="bash" text={`cd ${folder}`} showCopyCodeButton />
      {readme === undefined ? (
        <Typography>{t('service.noReadme')}</Typography>
      ) : (
        <MarkdownContent content={readme} transformLinkUri={link => linkIn(README, base, link)} />
      )}
    </InfoCard>
  );
}

/** The README of a service with the folder of its source, and the documents that it leads to. */
export function ReadmeContent() {
  const { pathname } = useLocation();
  const [, base = pathname, rest] = /^(.*?\/readme)(?:\/(.*))?$/.exec(pathname) ?? [];
  const file = documentAt(rest && decodeURIComponent(rest));
  return file === README ? <Readme base={base} /> : <Document key={file} file={file} base={base} />;
}
