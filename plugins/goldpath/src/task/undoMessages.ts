import { discoveryApiRef, fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The parts of an event of a task that are used here. */
export interface TaskEvent {
  type: string;
  body: { message: string; undo?: boolean };
}

/** The portal undoes the effects of a task in milliseconds; a task that is cancelled first ends its step. */
const POLL_MILLISECONDS = 1_000;
const POLLS_AFTER_THE_END = 3;

/** The messages about the things that a failed task had published: those that were removed, and those that remain. */
export function undoMessages(events: readonly TaskEvent[]): string[] {
  const messages = events.filter(({ body }) => body.undo === true).map(({ body }) => body.message);
  return [...new Set(messages)];
}

/** Whether a task has ended: the event of its cancellation comes before. */
export function hasEnded(events: readonly TaskEvent[]): boolean {
  return events.some(({ type }) => type === 'completion');
}

/** The {@link undoMessages} of a task. Those of a task that was cancelled between two steps follow its end. */
export function useUndoMessages(taskId: string, hasFailed: boolean): string[] {
  const { fetch } = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  const [messages, setMessages] = useState<string[]>([]);
  useEffect(() => {
    if (!hasFailed) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let left = POLLS_AFTER_THE_END;
    let wanted = true;
    async function poll() {
      const url = `${await discovery.getBaseUrl('scaffolder')}/v2/tasks/${encodeURIComponent(taskId)}/events`;
      // the page shows the reason of the failure without them
      const response = await fetch(url).catch(() => undefined);
      if (!response?.ok || !wanted) return;
      const events = (await response.json()) as TaskEvent[];
      const found = undoMessages(events);
      setMessages(found);
      if (hasEnded(events)) left -= 1;
      if (found.length === 0 && left > 0) timer = setTimeout(() => void poll(), POLL_MILLISECONDS);
    }
    void poll();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [taskId, hasFailed, fetch, discovery]);
  return messages;
}
