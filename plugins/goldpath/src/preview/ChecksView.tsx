import Typography from '@material-ui/core/Typography';
import type { ChecksPart } from '@goldpath/plugin-goldpath-common';
import { Diagnostics } from '../templates/Diagnostics.tsx';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';

/** The result of the checks, and every finding with its place and fix. */
export function ChecksView({ part }: { part: ChecksPart }) {
  const { blocks, passed, findings } = part;
  return (
    <>
      <SeverityLabel severity={blocks ? 'error' : 'none'} text={blocks ? 'Does not pass' : 'Passes'} />
      <Typography variant="body2" color="textSecondary" style={{ marginTop: 8 }}>
        {passed} passed, {findings.length === 0 ? 'no findings' : `${findings.length} with a finding`}
      </Typography>
      {findings.length > 0 && <Diagnostics diagnostics={findings} />}
    </>
  );
}
