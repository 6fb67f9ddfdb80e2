import type { Text } from '../messages/useText.ts';

/** The part of a task that its page shows. */
export interface ShownTask {
  templateRef: string;
  /** of the service, for the title; undefined without such an answer */
  name?: string;
  answers: Record<string, unknown>;
  steps: { id: string; name: string }[];
}

interface TaskSpec {
  parameters?: object;
  steps?: readonly { id: string; name: string; action: string }[];
  templateInfo?: { entityRef?: string };
}

/** The view of a task; undefined when Goldpath does not stamp its template. */
export function shownTask({ parameters = {}, steps = [], templateInfo }: TaskSpec): ShownTask | undefined {
  const templateRef = templateInfo?.entityRef;
  if (templateRef === undefined || !steps.some(({ action }) => action === 'goldpath:stamp')) return undefined;
  const answers = parameters as Record<string, unknown>;
  return {
    templateRef,
    ...(typeof answers.name === 'string' && { name: answers.name }),
    answers,
    steps: steps.map(({ id, name }) => ({ id, name })),
  };
}

/** Whether a task failed because of its template, and not because of the answers. */
export function isProblemOfTemplate(message: string): boolean {
  return /\b(stamp|template)\.yaml:\d+/.test(message);
}

/** A duration in words, such as `0.4 s` or `2 min 5 s`; empty when the step has not started. */
export function durationOf(
  startedAt: string | undefined,
  endedAt: string | undefined,
  now: number,
  t: Text,
): string {
  if (startedAt === undefined) return '';
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  const seconds = Math.max(0, end - Date.parse(startedAt)) / 1000;
  if (seconds < 60) return t('task.time', { seconds: seconds.toFixed(1) });
  return t('task.timeWithMinutes', {
    minutes: String(Math.floor(seconds / 60)),
    seconds: String(Math.floor(seconds % 60)),
  });
}

/** The address of the form with answers in it. */
export function formWith(templatePath: string, answers: Record<string, unknown>): string {
  return `${templatePath}?formData=${encodeURIComponent(JSON.stringify(answers))}`;
}
