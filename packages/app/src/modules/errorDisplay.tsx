import { Content } from '@backstage/core-components';
import { ErrorDisplay, type ErrorDisplayProps } from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { LoadProblem } from '@goldpath/plugin-goldpath';
import { usePortalText } from '../messages/usePortalText.ts';

/** Loads the page again when the portal answers: the browser's own error page would take the place of this one otherwise. */
async function reload(): Promise<void> {
  const response = await fetch(window.location.href, { method: 'HEAD' }).catch(() => undefined);
  if (response?.ok) window.location.reload();
}

function GoldpathErrorDisplay({ error, resetError }: ErrorDisplayProps) {
  const t = usePortalText();
  // the browser keeps the failure of a part of the program until the page is loaded again
  const retry = error.name === 'ChunkLoadError' ? () => void reload() : resetError;
  return (
    <Content>
      <LoadProblem title={t('error.title')} error={error} onRetry={retry} />
    </Content>
  );
}

/** The message in the place of a part of a page that could not be shown. */
export const errorDisplay = SwappableComponentBlueprint.make({
  name: 'core-error-display',
  params: define => define({ component: ErrorDisplay, loader: () => GoldpathErrorDisplay }),
});
