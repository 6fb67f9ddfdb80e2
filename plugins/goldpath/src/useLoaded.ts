import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { type GoldpathApi, goldpathApiRef } from './api.ts';

/** A loaded value, or the reason why it could not be loaded. */
export interface Loaded<Value> {
  value?: Value;
  error?: Error;
  isLoading: boolean;
  /** loads it again; the present value is shown until then */
  reload: () => void;
}

/**
 * Loads something from Goldpath's API.
 *
 * @param load - a function outside of the component, which stays the same
 */
export function useLoaded<Value>(load: (api: GoldpathApi) => Promise<Value>): Loaded<Value> {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({ isLoading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    load(goldpath).then(
      value => wanted && setState({ value, isLoading: false }),
      (error: Error) => wanted && setState({ error, isLoading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [goldpath, load, round]);
  const reload = useCallback(() => {
    setState(({ value }) => ({ ...(value !== undefined && { value }), isLoading: true }));
    setRound(count => count + 1);
  }, []);
  return { ...state, reload };
}
