import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import type { Severity } from '@goldpath/diagnostics';

const colorOf = ({ palette }: Theme, severity: Severity | 'none') =>
  ({
    error: palette.error.main,
    warning: palette.warning.dark,
    unknown: palette.text.secondary,
    none: palette.success.dark,
  })[severity];

const useStyles = makeStyles<Theme, { severity: Severity | 'none' }>(theme => ({
  label: {
    display: 'inline-flex',
    alignItems: 'center',
    padding: theme.spacing(0.25, 1),
    borderRadius: 999,
    border: `1px solid ${theme.palette.divider}`,
    fontSize: '0.8125rem',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    color: theme.palette.text.primary,
    '&::before': {
      content: '""',
      width: 9,
      height: 9,
      marginRight: theme.spacing(0.75),
      borderRadius: '50%',
      background: ({ severity }) => colorOf(theme, severity),
    },
  },
}));

/** A word with the color of a severity. */
export function SeverityLabel({ severity, text }: { severity: Severity | 'none'; text: string }) {
  return <span className={useStyles({ severity }).label}>{text}</span>;
}
