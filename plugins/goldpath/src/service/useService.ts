import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { ChecksPart, InfrastructurePart, RepositoryPart } from '@goldpath/plugin-goldpath-common';
import { useEffect, useState } from 'react';
import { type GoldpathApi, goldpathApiRef } from '../api.ts';

/** A service, as far as it has been inspected. */
export interface ServiceState {
  repository?: RepositoryPart;
  infrastructure?: InfrastructurePart;
  checks?: ChecksPart;
  error?: Error;
}

/** Inspects the service of the entity page, until the part has arrived. */
export function useService(until: keyof Omit<ServiceState, 'error'>): ServiceState {
  const goldpath = useApi(goldpathApiRef);
  const { name, namespace = 'default' } = useEntity().entity.metadata;
  const [state, setState] = useState<ServiceState>({});
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const update = (part: ServiceState) => {
      if (!signal.aborted) setState(before => ({ ...before, ...part }));
    };
    void load(goldpath, { namespace, name }, until, signal, update);
    return () => controller.abort();
  }, [goldpath, namespace, name, until]);
  return state;
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
