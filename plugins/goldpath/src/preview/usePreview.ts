import { useApi } from '@backstage/core-plugin-api';
import type { PreviewRequest } from '@goldpath/plugin-goldpath-common';
import { startTransition, useEffect, useReducer } from 'react';
import { type GoldpathApi, goldpathApiRef } from '../api.ts';
import { nextState, nothingYet, type PreviewEvent, type PreviewState } from './state.ts';

/** A person who types changes an answer several times a second. */
const DEBOUNCE_MILLISECONDS = 250;

/** The preview of answers. A newer answer ends the request of the last one. */
export function usePreview(request: PreviewRequest): PreviewState {
  const goldpath = useApi(goldpathApiRef);
  const [state, dispatch] = useReducer(nextState, nothingYet);
  const body = JSON.stringify(request);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const wanted = (event: PreviewEvent) => {
      if (!signal.aborted) startTransition(() => dispatch(event));
    };
    const timer = setTimeout(() => {
      void load(goldpath, JSON.parse(body) as PreviewRequest, signal, wanted);
    }, DEBOUNCE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [goldpath, body]);
  return state;
}

async function load(
  goldpath: GoldpathApi,
  request: PreviewRequest,
  signal: AbortSignal,
  dispatch: (event: PreviewEvent) => void,
): Promise<void> {
  dispatch({ kind: 'started' });
  try {
    for await (const part of goldpath.preview(request, signal)) dispatch({ kind: 'part', part });
    dispatch({ kind: 'ended' });
  } catch (error) {
    dispatch({ kind: 'failed', error: error as Error });
  }
}
