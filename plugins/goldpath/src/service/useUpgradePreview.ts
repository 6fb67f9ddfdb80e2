import type { UpgradePreview } from '@goldpath/plugin-goldpath-common';
import { useCallback, useState } from 'react';
import type { GoldpathApi } from '../api.ts';
import { useLoaded } from '../useLoaded.ts';
import { type Answers, answersOf } from './questionForm.ts';

/** A preview of an upgrade, with the answers that a person has given. */
export interface UpgradePreviewState {
  /** undefined while the merge is in progress */
  preview: UpgradePreview | undefined;
  error: Error | undefined;
  isLoading: boolean;
  /** whether the upgrade can be made as the preview shows it */
  isMergeable: boolean;
  /** the answers that the preview used */
  answers: Answers;
  /** merges again with other answers */
  answer: (given: Answers) => void;
  reload: () => void;
}

/** Previews the upgrade of a service by its entity ref. */
export function useUpgradePreview(entityRef: string): UpgradePreviewState {
  const [given, setGiven] = useState<Answers>({});
  const load = useCallback(
    (api: GoldpathApi) => api.upgradePreview(entityRef, { answers: given }),
    [entityRef, given],
  );
  const { value, error, isLoading, reload } = useLoaded(load);
  const answer = (answers: Answers) => {
    setGiven(answers);
    reload();
  };
  const preview = isLoading ? undefined : value;
  const isMergeable = preview?.outcome === 'merged' || preview?.outcome === 'conflicts';
  const answers = { ...given, ...answersOf(preview?.questions ?? []) };
  return { preview, error, isLoading, isMergeable, answers, answer, reload };
}
