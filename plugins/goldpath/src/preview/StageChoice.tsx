import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type { PreviewedStage } from '@goldpath/plugin-goldpath-common';
import { useId, useState } from 'react';
import { useText } from '../messages/useText.ts';

/** The chosen stage, and the choice of it where there are several. */
export function useStage(stages: readonly PreviewedStage[]) {
  const t = useText();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const stage = stages.find(candidate => candidate.stage === chosen) ?? stages[0];
  const choice = stages.length > 1 && (
    <RadioGroup
      row
      aria-label={t('preview.stage')}
      name={name}
      value={stage?.stage ?? ''}
      onChange={(_event, value) => setChosen(value)}
    >
      {stages.map(each => (
        <FormControlLabel
          key={each.stage}
          value={each.stage}
          control={<Radio color="primary" size="small" />}
          label={each.stage}
        />
      ))}
    </RadioGroup>
  );
  return { stage, choice };
}
