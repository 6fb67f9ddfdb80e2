import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ChecksPart, InfrastructurePart, RepositoryPart } from '@goldpath/plugin-goldpath-common';
import { useCallback, useEffect, useState } from 'react';
import { type GoldpathApi, goldpathApiRef } from '../api.ts';

/** A service, as far as it has been inspected. */
export interface ServiceState {
  repository?: RepositoryPart;
  infrastructure?: InfrastructurePart;
  checks?: ChecksPart;
  error?: Error;
}

type Part = keyof Omit<ServiceState, 'error'>;

/** Inspects the service of the entity page, until the part has arrived. */
export function useService(until: Part): ServiceState & { retry: () => void } {
  const goldpath = useApi(goldpathApiRef);
  const { name, namespace = 'default' } = useEntity().entity.metadata;
  const [state, setState] = useState<ServiceState>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const update = (part: ServiceState) => {
      if (!signal.aborted) setState(before => ({ ...before, ...part }));
    };
    void load(goldpath, { namespace, name }, until, signal, update);
    return () => controller.abort();
  }, [goldpath, namespace, name, until, round]);
  const retry = useCallback(() => {
    setState({});
    setRound(count => count + 1);
  }, []);
  return { ...state, retry };
}

async function load(
  goldpath: GoldpathApi,
  ref: { namespace: string; name: string },
  until: string,
  signal: AbortSignal,
  update: (part: ServiceState) => void,
): Promise<void> {
  try {
    for await (const part of goldpath.service(ref, signal)) {
      update({ [part.part]: part });
      if (part.part === until) return;
    }
  } catch (error) {
    update({ error: error as Error });
  }
}
