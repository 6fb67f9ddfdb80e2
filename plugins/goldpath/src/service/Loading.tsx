import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';

/** A part of a service's page that has not arrived: the reason, or that it is being loaded. */
export function Loading({ error, what }: { error: Error | undefined; what: string }) {
  if (error) {
    return (
      <div role="alert">
        <ResponseErrorPanel error={error} title={`${what} could not be loaded`} />
      </div>
    );
  }
  return (
    <>
      <Progress />
      <Typography color="textSecondary" role="status">
        {what} of this service: loading. The infrastructure is executed offline, which takes a few seconds.
      </Typography>
    </>
  );
}
