import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { InfrastructurePart, PreviewedStage } from '@goldpath/plugin-goldpath-common';
import { useStage } from './StageChoice.tsx';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
  },
  drawing: { display: 'block', width: '100%', height: 'auto', borderRadius: 4, background: '#fff' },
}));

const sourceOf = ({ svg }: PreviewedStage) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** The text for an infrastructure that is not there. */
export const NO_STAGES =
  'There is no infrastructure, or its program could not be executed. The checks show the reason.';

/** The drawing of a stage. */
export function ArchitectureView({ part }: { part: Pick<InfrastructurePart, 'stages'> }) {
  const classes = useStyles();
  const { stage, choice } = useStage(part.stages);
  if (!stage) return <Typography>{NO_STAGES}</Typography>;
  return (
    <>
      <div className={classes.bar}>
        {choice}
        <Button
          size="small"
          color="primary"
          component="a"
          href={sourceOf(stage)}
          download={`${stage.stage}.svg`}
        >
          Download as SVG
        </Button>
      </div>
      <img
        className={classes.drawing}
        src={sourceOf(stage)}
        alt={`The architecture of the stage ${stage.stage} in ${stage.region}`}
      />
    </>
  );
}
