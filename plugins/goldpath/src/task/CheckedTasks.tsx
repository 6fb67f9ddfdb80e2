import { useTaskEventStream } from '@backstage/plugin-scaffolder-react';
import { type PropsWithChildren, useState } from 'react';
import { matchPath, useLocation, useResolvedPath } from 'react-router-dom';
import { TaskPage } from './TaskPage.tsx';
import { shownTask } from './taskView.ts';

/** The tasks of the scaffolder, of which those of stamped templates have a page of Goldpath's. */
export function CheckedTasks({ children }: PropsWithChildren) {
  const { pathname } = useLocation();
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  const taskId = matchPath(`${base}/:taskId`, pathname)?.params.taskId;
  const [retries, setRetries] = useState(0);
  if (taskId === undefined) return <>{children}</>;
  return (
    // the stream of a task ends with it, so a retry needs another one
    <CheckedTask key={`${taskId} ${retries}`} taskId={taskId} onRetry={() => setRetries(retries + 1)}>
      {children}
    </CheckedTask>
  );
}

function CheckedTask(props: PropsWithChildren<{ taskId: string; onRetry: () => void }>) {
  const { taskId, onRetry, children } = props;
  const received = useTaskEventStream(taskId);
  // the task's own error comes as a plain object; the other is that of a connection, which is opened again
  const isConnected = !(received.error instanceof Error);
  const { error: _error, ...running } = received;
  const stream = isConnected ? received : { ...running, completed: false };
  const task = stream.task && shownTask(stream.task.spec);
  if (!task) return <>{children}</>;
  return <TaskPage {...{ taskId, stream, isConnected, task, onRetry }} />;
}
