import { camel } from '../aws/resourceTypes.ts';
import {
  type ModuleConfiguration,
  type PlanDocument,
  referencesOf,
  type ResourceChange,
} from './planDocument.ts';

/** A resource of a plan with its id. */
export interface PlannedResource {
  change: ResourceChange;
  id: string;
  /** values that refer to it, each with the name of the output; grows with the references that are found */
  handles: Record<string, string>;
}

/** The place of an expression. */
interface Place {
  /** the names of the module calls that lead there, without instances */
  path: readonly string[];
  /** the resource that the expression belongs to */
  from: ResourceChange;
}

/** Finds the resources that the unknown values of a plan refer to. */
export class PlanReferences {
  readonly #root: ModuleConfiguration;
  readonly #resources: readonly PlannedResource[];

  constructor(plan: PlanDocument, resources: readonly PlannedResource[]) {
    this.#root = plan.configuration?.root_module ?? {};
    this.#resources = resources;
  }

  /** Returns the expressions of a resource's arguments, as they are written. */
  expressionsOf(change: ResourceChange): Record<string, unknown> {
    const { resources = [] } = this.#module(pathOf(change)) ?? {};
    const found = resources.find(
      each => each.mode === 'managed' && each.type === change.type && each.name === change.name,
    );
    return found?.expressions ?? {};
  }

  /** Returns the values that an expression of a resource refers to; several when it is a list, none when it is unknown. */
  resolve(expression: unknown, from: ResourceChange): string[] {
    return this.#resolve(expression, { path: pathOf(from), from }, 0);
  }

  #resolve(expression: unknown, place: Place, depth: number): string[] {
    // a cycle of references cannot be planned; this only bounds a damaged file
    if (depth > 20) return [];
    const found = referencesOf(expression).map(reference => this.#target(reference, place, depth));
    // a value that is computed from several things is none of them
    return found.every(values => values.length > 0) ? found.flat() : [];
  }

  #target(reference: string, place: Place, depth: number): string[] {
    const { path, from } = place;
    const [first = '', second = '', third = ''] = reference.split('.').map(part => part.replace(/\[.*$/, ''));
    if (first === 'var') {
      const call = this.#module(path.slice(0, -1))?.module_calls?.[path.at(-1) ?? ''];
      return this.#resolve(call?.expressions?.[second], { path: path.slice(0, -1), from }, depth + 1);
    }
    if (first === 'module') {
      const inner = [...path, second];
      return this.#resolve(
        this.#module(inner)?.outputs?.[third]?.expression,
        { path: inner, from },
        depth + 1,
      );
    }
    const index = /^\w+\.[\w-]+\[("?)([^\]]*?)\1\]/.exec(reference)?.[2];
    // a plan cuts `aws_subnet.a[*].id` off before the index
    return this.#instances(first, second, place, index).map(resource => handleOf(resource, third || 'id'));
  }

  /** Without an index, it is the instance with the same key, or all of them. */
  #instances(
    type: string,
    name: string,
    { path, from }: Place,
    index: string | undefined,
  ): PlannedResource[] {
    const all = this.#resources.filter(
      ({ change }) =>
        change.type === type && change.name === name && pathOf(change).join('.') === path.join('.'),
    );
    const key = index ?? (from.index === undefined ? undefined : String(from.index));
    const exact = all.filter(({ change }) => key !== undefined && String(change.index) === key);
    return exact.length > 0 ? exact : all;
  }

  #module(path: readonly string[]): ModuleConfiguration | undefined {
    return path.reduce<ModuleConfiguration | undefined>(
      (module, name) => module?.module_calls?.[name]?.module,
      this.#root,
    );
  }
}

/** `module.a["x"].module.b` is `a`, `b`. */
function pathOf({ module_address: address = '' }: ResourceChange): string[] {
  return [...address.replaceAll(/\[[^\]]*\]/g, '').matchAll(/module\.([\w-]+)/g)].map(
    ([, name = '']) => name,
  );
}

function handleOf({ id, handles, change }: PlannedResource, attribute: string): string {
  if (attribute === 'id') return id;
  const known = (change.change.after as Record<string, unknown> | null)?.[attribute];
  if (typeof known === 'string') return known;
  const value = `${id}/${camel(attribute)}`;
  handles[value] = camel(attribute);
  return value;
}
