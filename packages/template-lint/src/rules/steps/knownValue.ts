import type { Actions, Schema } from '../../actions/actions.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';

/** A value of which the type is known: a field of the form, an output of a step, or the result of a filter. */
export interface KnownValue {
  /** as an expression, such as `parameters.name` */
  written: string;
  /** the type in JSON Schema */
  type: string;
  /** whether it is the list of the outputs of a step with `each` */
  isOfEach: boolean;
}

const key = String.raw`(?:\.(\w+)|\[(?:'([^'\\]*)'|"([^"\\]*)")\])`;
const field = new RegExp(String.raw`^parameters${key}$`);
const output = new RegExp(String.raw`^steps${key}\.output${key}$`);
/** Filters of the portal whose result is an object. */
const parsed = /^[^|]+\|\s*(parseRepoUrl|parseEntityRef)(\([^()|]*\))?$/;
const whole = /^\$\{\{-?\s*((?:(?!\}\}).)*?)\s*-?\}\}$/s;

/** Finds the value of a string that is only the expression of a value of a known type. */
export function findKnownValue(
  { parameters, steps }: LintTemplate,
  actions: Actions,
): (text: string) => KnownValue | undefined {
  return text => {
    const written = whole.exec(text.trim())?.[1] ?? '';
    const [name] = groupsOf(field, written);
    if (name !== undefined) {
      const type = parameters.types.get(name);
      return type === undefined ? undefined : { written, type, isOfEach: false };
    }
    if (parsed.test(written)) return { written, type: 'object', isOfEach: false };
    const [id, result = ''] = groupsOf(output, written);
    const [step, another] = steps.filter(one => one.id === id);
    if (!step || another) return undefined;
    const type = outputType(step, result, actions);
    return type === undefined ? undefined : { written, type, isOfEach: step.hasEach };
  };
}

function groupsOf(pattern: RegExp, text: string): string[] {
  const [, ...groups] = pattern.exec(text) ?? [];
  return groups.filter(group => group !== undefined);
}

/** The type of an output. A step with `each` returns a list of them. */
function outputType({ action, hasEach }: Step, name: string, { byId }: Actions): string | undefined {
  if (hasEach) return 'array';
  const properties = (byId.get(action ?? '')?.schema?.output?.properties ?? {}) as Partial<
    Record<string, Schema>
  >;
  const type = properties[name]?.type;
  return typeof type === 'string' ? type : undefined;
}
