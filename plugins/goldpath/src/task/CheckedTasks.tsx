import { useRouteRef } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { useTaskEventStream } from '@backstage/plugin-scaffolder-react';
import { parseEntityRef } from '@backstage/catalog-model';
import type { PropsWithChildren } from 'react';
import { matchPath, useLocation, useResolvedPath } from 'react-router-dom';
import { TaskPage } from './TaskPage.tsx';
import { shownTask } from './taskView.ts';

/** The tasks of the scaffolder, of which those of stamped templates have a page of Goldpath's. */
export function CheckedTasks({ children }: PropsWithChildren) {
  const { pathname } = useLocation();
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  const taskId = matchPath(`${base}/:taskId`, pathname)?.params.taskId;
  if (taskId === undefined) return <>{children}</>;
  return (
    <CheckedTask key={taskId} taskId={taskId}>
      {children}
    </CheckedTask>
  );
}

function CheckedTask({ taskId, children }: PropsWithChildren<{ taskId: string }>) {
  const stream = useTaskEventStream(taskId);
  const formPath = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const task = stream.task && shownTask(stream.task.spec);
  if (!task) return <>{children}</>;
  const { namespace, name } = parseEntityRef(task.templateRef);
  const templatePath =
    formPath?.({ namespace, templateName: name }) ?? `/create/templates/${namespace}/${name}`;
  return <TaskPage {...{ taskId, stream, task, templatePath }} />;
}
