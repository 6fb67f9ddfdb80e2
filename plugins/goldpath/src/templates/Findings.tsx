import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { LintFinding } from '@goldpath/plugin-goldpath-node/lint';
import { SeverityLabel } from './SeverityLabel.tsx';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1.5, 0, 0), padding: 0 },
  finding: {
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
  rule: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
}));

/** What is wrong with a template: where, what, and what to do. */
export function Findings({ findings }: { findings: LintFinding[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {findings.map(({ rule, severity, file, line, column, message, fix }) => (
        <li key={`${rule} ${file}:${line}:${column} ${message}`} className={classes.finding}>
          <div className={classes.place}>
            <SeverityLabel severity={severity} text={severity} />
            <span className={classes.code}>
              {file}:{line}:{column}
            </span>
            <span className={classes.rule}>{rule}</span>
          </div>
          <Typography variant="body1">{message}</Typography>
          <Typography variant="body2" color="textSecondary">
            Fix: {fix}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
