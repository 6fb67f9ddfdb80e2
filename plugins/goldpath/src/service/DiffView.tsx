import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';

const useStyles = makeStyles(theme => ({
  diff: {
    margin: 0,
    padding: theme.spacing(1),
    maxHeight: '45vh',
    overflow: 'auto',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    border: `1px solid ${theme.palette.divider}`,
  },
  line: { display: 'block', minHeight: '1.5em', width: 'max-content', minWidth: '100%' },
  added: { background: 'rgba(46, 160, 67, 0.25)' },
  removed: { background: 'rgba(248, 81, 73, 0.25)' },
  file: { fontWeight: 'bold' },
}));

/** The class of a line of a diff. */
function kindOf(line: string): 'file' | 'added' | 'removed' | undefined {
  if (/^(diff --git|---|\+\+\+) /.test(line)) return 'file';
  if (line.startsWith('+')) return 'added';
  if (line.startsWith('-')) return 'removed';
  return undefined;
}

/** A diff as git shows it. */
export function DiffView({ diff }: { diff: string }) {
  const t = useText();
  const classes = useStyles();
  return (
    // it scrolls, also with the keyboard
    <pre className={classes.diff} tabIndex={0} aria-label={t('upgrade.changes')}>
      {diff
        .trimEnd()
        .split('\n')
        .map((line, index) => {
          const kind = kindOf(line);
          return (
            <span key={index} className={`${classes.line} ${kind ? classes[kind] : ''}`}>
              {line}
            </span>
          );
        })}
    </pre>
  );
}
