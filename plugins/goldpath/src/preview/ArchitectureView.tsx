import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { InfrastructurePart, PreviewedStage } from '@goldpath/plugin-goldpath-common';
import { useText } from '../messages/useText.ts';
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

/** The drawing of a stage. */
export function ArchitectureView({ part }: { part: Pick<InfrastructurePart, 'stages'> }) {
  const t = useText();
  const classes = useStyles();
  const { stage, choice } = useStage(part.stages);
  if (!stage) return <Typography>{t('preview.noStages')}</Typography>;
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
          {t('preview.downloadSvg')}
        </Button>
      </div>
      <img
        className={classes.drawing}
        src={sourceOf(stage)}
        alt={t('preview.architectureOf', { stage: stage.stage, region: stage.region })}
      />
    </>
  );
}
