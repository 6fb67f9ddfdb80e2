import Typography from '@material-ui/core/Typography';
import type { ChecksPart } from '@goldpath/plugin-goldpath-common';
import { useText } from '../messages/useText.ts';
import { Diagnostics } from '../templates/Diagnostics.tsx';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';

/** The result of the checks, and every finding with its place and fix. */
export function ChecksView({ part }: { part: ChecksPart }) {
  const t = useText();
  const { blocks, passed: passedCount, findings } = part;
  const passed = String(passedCount);
  return (
    <>
      <SeverityLabel
        severity={blocks ? 'error' : 'none'}
        text={t(blocks ? 'checks.passesNot' : 'checks.passes')}
      />
      <Typography variant="body2" color="textSecondary" style={{ marginTop: 8 }}>
        {findings.length === 0
          ? t('checks.noFindings', { passed })
          : t('checks.findings', { passed, count: findings.length })}
      </Typography>
      {findings.length > 0 && <Diagnostics diagnostics={findings} />}
    </>
  );
}
