import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Diagnostic } from '@goldpath/diagnostics';
import { useText } from '../messages/useText.ts';
import { SeverityLabel } from './SeverityLabel.tsx';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1.5, 0, 0), padding: 0 },
  diagnostic: {
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  place: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(0.5),
  },
  code: { fontFamily: 'monospace', fontSize: '0.875rem' },
  // a fix can have lines of code
  fix: { whiteSpace: 'pre-wrap' },
  rule: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
}));

/** Problems: location, message and fix. */
export function Diagnostics({ diagnostics }: { diagnostics: Diagnostic[] }) {
  const t = useText();
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {diagnostics.map(({ rule, severity, location: { file, line, column }, message, fix }) => (
        <li key={`${rule} ${file}:${line}:${column} ${message}`} className={classes.diagnostic}>
          <div className={classes.place}>
            <SeverityLabel severity={severity} text={t(`checks.severity.${severity}`)} />
            <span className={classes.code}>
              {[file, line, column].filter(part => part !== undefined).join(':')}
            </span>
            <span className={classes.rule}>{rule}</span>
          </div>
          <Typography variant="body1">{message}</Typography>
          {fix && (
            <Typography variant="body2" color="textSecondary" className={classes.fix}>
              {t('checks.fix', { fix })}
            </Typography>
          )}
        </li>
      ))}
    </ul>
  );
}
