import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { loadOverview, type Overview } from './overview.ts';

/** The overview, or the reason why it could not be loaded; neither while it is loading. */
export interface OverviewState {
  overview?: Overview;
  /** entity refs of the person and of the groups whose entities the person owns */
  owners?: readonly string[];
  error?: Error;
}

/** Loads the overview of the signed-in person, once. */
export function useOverview(): OverviewState {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const [state, setState] = useState<OverviewState>({});
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
  }, [catalog, identity]);
  return state;
}
