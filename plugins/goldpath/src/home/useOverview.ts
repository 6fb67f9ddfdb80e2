import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';
import { loadOverview, type Overview } from './overview.ts';

/** The overview, or the reason why it could not be loaded; neither while it is loading. */
export interface OverviewState {
  overview?: Overview;
  /** entity refs of the person and of the groups whose entities the person owns */
  owners?: readonly string[];
  error?: Error;
}

/** Loads the overview of the signed-in person; `retry` loads it again. */
export function useOverview(): OverviewState & { retry: () => void } {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const [state, setState] = useState<OverviewState>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    identity
      .getBackstageIdentity()
      .then(async ({ ownershipEntityRefs: owners }) => {
        if (wanted) setState({ owners });
        return { owners, overview: await loadOverview(catalog, owners) };
      })
      .then(
        state => wanted && setState(state),
        (error: Error) => wanted && setState({ error }),
      );
    return () => {
      wanted = false;
    };
  }, [catalog, identity, round]);
  const retry = useCallback(() => {
    setState({});
    setRound(count => count + 1);
  }, []);
  return { ...state, retry };
}
