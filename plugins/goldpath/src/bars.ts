import type { Theme } from '@material-ui/core/styles';

const row = { display: 'flex', flexWrap: 'wrap', alignItems: 'center' } as const;

/** The style of the row above the content of a page, with a description or filters on one side and buttons on the other. */
export const pageBar = (theme: Theme) => ({
  ...row,
  justifyContent: 'space-between',
  gap: theme.spacing(1, 3),
  marginBottom: theme.spacing(2),
  // a long description wraps before the buttons do
  '& > [role="status"]': { flex: '1 1 240px' },
});

/** The style of the row of controls above a list or a file. */
export const toolBar = (theme: Theme) => ({ ...row, gap: theme.spacing(0.5, 2) });
