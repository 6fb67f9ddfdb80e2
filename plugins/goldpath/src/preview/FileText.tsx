import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import type { PreviewedFile, PreviewRequest } from '@goldpath/plugin-goldpath-common';
import { useEffect, useRef, useState } from 'react';
import { goldpathApiRef } from '../api.ts';
import { toolBar } from '../bars.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';

const useStyles = makeStyles(theme => ({
  bar: toolBar(theme),
  path: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  text: {
    margin: theme.spacing(1, 0, 0),
    overflowX: 'auto',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    counterReset: 'line',
  },
  line: {
    display: 'block',
    paddingLeft: '3.5em',
    minHeight: '1.5em',
    position: 'relative',
    width: 'max-content',
    minWidth: '100%',
    '&::before': {
      counterIncrement: 'line',
      content: 'counter(line)',
      position: 'absolute',
      left: 0,
      width: '2.5em',
      textAlign: 'right',
      color: theme.palette.text.secondary,
    },
  },
  changed: { background: 'rgba(245, 196, 81, 0.35)', color: 'inherit' },
}));

/** The texts of more lines slow the page down. */
const SHOWN_LINES = 2_000;

function useContents(request: PreviewRequest, path: string) {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<{ text?: string | undefined; error?: Error; isLoaded: boolean }>({
    isLoaded: false,
  });
  const body = JSON.stringify({ ...request, path });
  useEffect(() => {
    let wanted = true;
    goldpath.previewFile(JSON.parse(body) as PreviewRequest & { path: string }).then(
      text => wanted && setState({ text, isLoaded: true }),
      (error: Error) => wanted && setState({ error, isLoaded: true }),
    );
    return () => {
      wanted = false;
    };
  }, [goldpath, body]);
  return state;
}

function Lines({ text, changedLines }: { text: string; changedLines: readonly number[] }) {
  const t = useText();
  const classes = useStyles();
  const changed = new Set(changedLines);
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <>
      {/* a text that is wider than the panel scrolls, also with the keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {lines.slice(0, SHOWN_LINES).map((line, index) =>
          changed.has(index + 1) ? (
            <mark key={index} className={`${classes.line} ${classes.changed}`}>
              {line}
            </mark>
          ) : (
            <span key={index} className={classes.line}>
              {line}
            </span>
          ),
        )}
      </pre>
      {lines.length > SHOWN_LINES && (
        <Typography variant="body2">
          {t('preview.shownLines', { shown: String(SHOWN_LINES), all: String(lines.length) })}
        </Typography>
      )}
    </>
  );
}

/** The text of a file, with the lines marked that the answers change. */
export function FileText(props: { file: PreviewedFile; request: PreviewRequest; onBack: () => void }) {
  const t = useText();
  const classes = useStyles();
  const { file, request, onBack } = props;
  const { text, error, isLoaded } = useContents(request, file.path);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <>
      <div className={classes.bar}>
        <Button size="small" color="primary" startIcon={<ArrowBackIcon />} onClick={onBack} ref={back}>
          {t('preview.allFiles')}
        </Button>
        <Typography component="h3" className={classes.path}>
          {file.path}
        </Typography>
      </div>
      {file.changedLines.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('preview.marked', { count: file.changedLines.length, answers: file.answers.join(', ') })}
        </Typography>
      )}
      {!isLoaded && <Typography color="textSecondary">{t('preview.fileLoading')}</Typography>}
      {error && (
        <Typography role="alert">{t('preview.fileNotLoaded', { reason: reasonOf(error, t) })}</Typography>
      )}
      {isLoaded && !error && text === undefined && (
        <Typography>{t('preview.binaryFile', { size: String(file.size) })}</Typography>
      )}
      {text !== undefined && <Lines text={text} changedLines={file.changedLines} />}
    </>
  );
}
