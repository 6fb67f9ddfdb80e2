import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { FilesPart, PreviewRequest } from '@goldpath/plugin-goldpath-common';
import { useId, useMemo, useState } from 'react';
import { toolBar } from '../bars.ts';
import { useText } from '../messages/useText.ts';
import { FileText } from './FileText.tsx';
import { type Folder, fileTree, searchFiles } from './fileTree.ts';

const useStyles = makeStyles(theme => ({
  bar: toolBar(theme),
  search: { flex: '1 1 180px' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  inner: { paddingLeft: theme.spacing(2) },
  folder: { cursor: 'pointer', padding: theme.spacing(0.25, 0), fontSize: '0.875rem' },
  file: {
    display: 'flex',
    width: '100%',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0.5),
    border: 0,
    borderRadius: 4,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    fontSize: '0.875rem',
    textAlign: 'left',
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    '&:hover': { background: theme.palette.action.hover },
    '&[aria-current="true"]': { background: theme.palette.action.selected },
  },
  answers: {
    flexShrink: 0,
    padding: theme.spacing(0, 1),
    borderRadius: 999,
    background: '#f5c451',
    color: '#14213d',
    fontSize: '0.75rem',
    lineHeight: '1.25rem',
  },
}));

interface Selection {
  selected: string | undefined;
  onSelect: (path: string) => void;
}

function FolderEntries({ folder, isOpen, ...selection }: Selection & { folder: Folder; isOpen: boolean }) {
  const t = useText();
  const classes = useStyles();
  const { selected, onSelect } = selection;
  return (
    <ul className={classes.list}>
      {folder.folders.map(child => (
        <li key={child.path} className={folder.path === '' ? undefined : classes.inner}>
          {/* a new key opens or closes it with the search */}
          <details key={String(isOpen)} open={isOpen}>
            <summary className={classes.folder}>
              {child.name}/{' '}
              {child.changed > 0 && (
                <span className={classes.answers}>
                  {t('preview.changedFiles', { number: String(child.changed) })}
                </span>
              )}
            </summary>
            <div className={classes.inner}>
              <FolderEntries folder={child} isOpen={isOpen} {...selection} />
            </div>
          </details>
        </li>
      ))}
      {folder.files.map(({ path, name, answers }) => (
        <li key={path}>
          <button
            type="button"
            className={classes.file}
            aria-current={path === selected}
            onClick={() => onSelect(path)}
          >
            {name}
            {answers.length > 0 && <span className={classes.answers}>{answers.join(', ')}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The files that would be created, and the text of one of them. */
export function FilesView({ part, request }: { part: FilesPart; request: PreviewRequest }) {
  const t = useText();
  const classes = useStyles();
  const searchId = useId();
  const [words, setWords] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [selected, setSelected] = useState<string>();
  const found = useMemo(() => searchFiles(part.files, words, onlyChanged), [part, words, onlyChanged]);
  const tree = useMemo(() => fileTree(found), [found]);
  const file = part.files.find(({ path }) => path === selected);
  if (file) return <FileText file={file} request={request} onBack={() => setSelected(undefined)} />;
  return (
    <>
      <div className={classes.bar}>
        <TextField
          className={classes.search}
          id={searchId}
          type="search"
          size="small"
          label={t('preview.search')}
          value={words}
          onChange={event => setWords(event.target.value)}
        />
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              size="small"
              checked={onlyChanged}
              onChange={event => setOnlyChanged(event.target.checked)}
            />
          }
          label={t('preview.onlyAnswers')}
        />
      </div>
      <Typography variant="body2" color="textSecondary" role="status" gutterBottom>
        {found.length === part.files.length
          ? t('preview.files', { count: found.length })
          : t('preview.filesFound', { found: String(found.length), count: part.files.length })}
      </Typography>
      <FolderEntries
        folder={tree}
        isOpen={words !== '' || onlyChanged}
        selected={selected}
        onSelect={setSelected}
      />
    </>
  );
}
