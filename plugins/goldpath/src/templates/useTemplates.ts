import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import type { TemplateReport } from '@goldpath/plugin-goldpath-common';
import { goldpathApiRef } from '../api.ts';

/** The reports, or the reason why they could not be loaded. */
export interface TemplatesState {
  templates?: TemplateReport[];
  error?: Error;
  isLoading: boolean;
  /** loads the reports again; the current ones are shown until then */
  reload: () => void;
}

/** Loads the reports on all templates. */
export function useTemplates(): TemplatesState {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<Omit<TemplatesState, 'reload'>>({ isLoading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    goldpath.templates().then(
      templates => wanted && setState({ templates, isLoading: false }),
      (error: Error) => wanted && setState({ error, isLoading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [goldpath, round]);
  const reload = useCallback(() => {
    setState(({ templates }) => ({ ...(templates && { templates }), isLoading: true }));
    setRound(count => count + 1);
  }, []);
  return { ...state, reload };
}
