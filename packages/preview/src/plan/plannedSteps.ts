import type { Answers } from '@goldpath/template';
import type { PlannedStep } from './plan.ts';

/** The inputs that name the repository that a publishing step creates. */
const repositoryInputs = ['repoUrl', 'name'];

/**
 * The steps of a template, and whether they run with these answers.
 *
 * @param steps - `spec.steps`: any value; entries without an action are left out
 */
export function plannedSteps(steps: unknown, answers: Answers): PlannedStep[] {
  if (!Array.isArray(steps)) return [];
  return steps.filter(isStep).map(({ name, action, if: condition, input }) => {
    const step: PlannedStep = { name: typeof name === 'string' ? name : action, action };
    const runs = condition === undefined ? true : evaluate(condition, answers);
    if (runs !== undefined) step.runs = runs;
    const repository = repositoryOf(action, input, answers);
    if (repository !== undefined) step.repository = repository;
    return step;
  });
}

interface Step {
  name?: unknown;
  action: string;
  if?: unknown;
  input?: unknown;
}

function isStep(step: unknown): step is Step {
  return typeof step === 'object' && step !== null && 'action' in step && typeof step.action === 'string';
}

/** Evaluates the usual form of a condition, `${{ parameters.x == 'y' }}`; undefined for every other. */
function evaluate(condition: unknown, answers: Answers): boolean | undefined {
  if (typeof condition === 'boolean') return condition;
  const compared = /^\$\{\{\s*parameters\.(\w+)\s*(==|!=)\s*(['"])([^'"]*)\3\s*\}\}$/.exec(String(condition));
  if (!compared) return undefined;
  const [, field = '', operator, , value] = compared;
  return (answers[field] === value) === (operator === '==');
}

function repositoryOf(action: string, input: unknown, answers: Answers): string | undefined {
  if (!/(^|:)publish(:|$)/.test(action) || typeof input !== 'object' || input === null) return undefined;
  const given = repositoryInputs.map(key => (input as Record<string, unknown>)[key]);
  const field = given.map(value => /^\$\{\{\s*parameters\.(\w+)\s*\}\}$/.exec(String(value))?.[1]);
  const answer = field.filter(name => name !== undefined).map(name => answers[name]);
  const found = answer.find(value => typeof value === 'string');
  return found === undefined ? undefined : readable(found);
}

/** `github.com?owner=acme&repo=orders`, as Backstage's picker writes it, is `github.com/acme/orders`. */
function readable(repository: string): string {
  const [host = '', query] = repository.split('?');
  if (query === undefined) return repository;
  const parts = new URLSearchParams(query);
  return [host, parts.get('owner'), parts.get('repo')].filter(Boolean).join('/');
}
