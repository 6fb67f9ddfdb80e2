import { Progress } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';

/** A part of a service's page that has not arrived: the reason below the title `problem`, or that it is being loaded. */
export function Loading(props: { error: Error | undefined; problem: string; onRetry?: () => void }) {
  const { error, problem, onRetry } = props;
  const t = useText();
  if (error) {
    return <LoadProblem title={problem} error={error} {...(onRetry && { onRetry })} />;
  }
  return (
    <>
      <Progress />
      <Typography color="textSecondary" role="status">
        {t('service.loading')}
      </Typography>
    </>
  );
}
