import { useApi } from '@backstage/core-plugin-api';
import type { PreviewRequest } from '@goldpath/plugin-goldpath-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useHref } from 'react-router-dom';
import { goldpathApiRef } from '../api.ts';
import { useFormPath } from '../form/useFormPath.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';
import { saveFile } from '../saveFile.ts';
import { formWith } from '../task/taskView.ts';

/** The ways to keep a preview or to send it: all files, and a link to the form with the answers in it. */
export function PreviewActions({ request }: { request: PreviewRequest }) {
  const t = useText();
  const goldpath = useApi(goldpathApiRef);
  const { templateRef, answers } = request;
  const href = useHref(formWith(useFormPath(templateRef), answers));
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const download = async () => {
    setLoading(true);
    setFailure(undefined);
    try {
      const name = typeof answers.name === 'string' ? answers.name : 'preview';
      saveFile(`${name}.zip`, await goldpath.previewArchive(request));
    } catch (error) {
      setFailure(error as Error);
    }
    setLoading(false);
  };
  return (
    <div>
      <Button size="small" color="primary" onClick={() => void download()} disabled={isLoading}>
        {t('preview.downloadZip')}
      </Button>
      <Button size="small" color="primary" href={href} target="_blank">
        {t('preview.link')}
      </Button>
      {failure && (
        <Typography role="alert">{t('preview.filesNotLoaded', { reason: reasonOf(failure, t) })}</Typography>
      )}
    </div>
  );
}
