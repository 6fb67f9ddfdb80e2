import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import type { TemplateReport } from '@goldpath/plugin-goldpath-backend/api';
import { goldpathApiRef } from '../api.ts';

/** The reports once they are there, or why they cannot be had. */
export interface TemplatesState {
  templates?: TemplateReport[];
  error?: Error;
  isLoading: boolean;
  /** looks at the templates again; what is shown stays until the answer is there */
  reload(): void;
}

/** Loads the reports on all templates. */
export function useTemplates(): TemplatesState {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<Omit<TemplatesState, 'reload'>>({ isLoading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    setState(({ templates }) => ({ ...(templates && { templates }), isLoading: true }));
    goldpath.templates().then(
      templates => wanted && setState({ templates, isLoading: false }),
      (error: Error) => wanted && setState({ error, isLoading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [goldpath, round]);
  const reload = useCallback(() => setRound(count => count + 1), []);
  return { ...state, reload };
}
