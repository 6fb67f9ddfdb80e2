import { needsInput } from './engine.ts';
import { localNames, namesIn } from './localNames.ts';
import { leftmost, unchain } from './lookups.ts';
import {
  type AstNode,
  type BinaryNode,
  type CallNode,
  childrenOf,
  type CompareNode,
  type FilterNode,
  type ForNode,
  type IfNode,
  type LookupNode,
  type SymbolNode,
  type TestNode,
} from './nunjucksParser.ts';
import { isNegated } from './isNegated.ts';
import type { Guard, Hyphen, Reference, Switch, Uses } from './uses.ts';

/** The position of a node: what guards it, and the conditions that it depends on. */
interface Surroundings {
  guard: Guard | undefined;
  isCondition: boolean;
  conditions: Reference[];
  switches: Switch[];
  /** what fails when the value of this node is missing */
  neededBy?: string | undefined;
}

type Visitors = {
  [Type in AstNode['typename']]?: (
    node: Extract<AstNode, { typename: Type }>,
    surroundings: Surroundings,
  ) => void;
};

/** Names that the engine or the language defines. */
const languageNames = new Set([
  ...['true', 'false', 'none', 'null', 'undefined'],
  ...['loop', 'caller', 'range', 'cycler', 'joiner'],
]);

/** Empty lists, for an expression that uses no names. */
export const noUses = (): Uses => ({
  references: [],
  hyphens: [],
  filters: [],
  tests: [],
  calls: [],
  methods: [],
  comparisons: [],
  memberships: [],
});

/** Collects every value, filter, test and function that a syntax tree uses. */
export function collectUses(root: AstNode, offsetOf: (node: AstNode) => number, text: string): Uses {
  const collector = new Collector(root, offsetOf, text);
  collector.visit(root, { guard: undefined, isCondition: false, conditions: [], switches: [] });
  return collector.uses;
}

class Collector {
  readonly uses = noUses();
  /** the names that the template defines around the visited node */
  #locals: ReadonlySet<string>;
  readonly #offsetOf: (node: AstNode) => number;
  readonly #text: string;

  constructor(root: AstNode, offsetOf: (node: AstNode) => number, text: string) {
    this.#locals = localNames(root);
    this.#offsetOf = offsetOf;
    this.#text = text;
  }

  /** The nodes that need more than a visit of their children. */
  readonly #visitors: Visitors = {
    Symbol: (node, around) => this.#reference(node, around),
    LookupVal: (node, around) => this.#reference(node, around),
    FunCall: (node, around) => this.#call(node, around),
    Filter: (node, around) => this.#filter(node, around),
    Is: (node, around) => this.#test(node, around),
    Or: (node, around) => this.#operands(node, around, 'or'),
    And: (node, around) => this.#operands(node, around, 'condition'),
    Not: (node, around) => this.#operands(node, around, 'condition'),
    Compare: (node, around) => this.#comparison(node, around),
    In: (node, around) => this.#membership(node, around),
    Sub: (node, around) => this.#subtraction(node, around),
    If: (node, around) => this.#branches(node, around),
    IfAsync: (node, around) => this.#branches(node, around),
    InlineIf: (node, around) => this.#branches(node, around),
    For: (node, around) => this.#loop(node, around),
    AsyncEach: (node, around) => this.#loop(node, around),
    AsyncAll: (node, around) => this.#loop(node, around),
    // the names that these define are not values
    Pair: ({ value }, around) => this.visit(value, around),
    Macro: ({ body }, around) => this.visit(body, around),
    Caller: ({ body }, around) => this.visit(body, around),
    Block: ({ body }, around) => this.visit(body, around),
    Set: ({ value, body }, around) => this.#visitAll([value, body], around),
  };

  visit(node: AstNode, around: Surroundings): void {
    const visitor = this.#visitors[node.typename] as
      ((node: AstNode, around: Surroundings) => void) | undefined;
    if (visitor) visitor(node, around);
    // the operand of another operator has another value
    else this.#visitAll(childrenOf(node), node.typename === 'Group' ? around : withoutNeed(around));
  }

  #visitAll(nodes: readonly (AstNode | null | undefined)[], around: Surroundings): void {
    for (const node of nodes) if (node) this.visit(node, around);
  }

  #isDefined(name: string): boolean {
    return this.#locals.has(name) || languageNames.has(name);
  }

  #reference(node: SymbolNode | LookupNode, around: Surroundings): void {
    const { root, keys, computed } = unchain(node);
    this.#visitAll(computed, withoutNeed(around));
    if (root.typename !== 'Symbol') {
      this.visit(root, withoutNeed(around));
      return;
    }
    if (this.#isDefined(root.value)) return;
    this.uses.references.push({
      root: root.value,
      keys,
      isOpen: computed.length > 0,
      offset: this.#offsetOf(root),
      isGuarded: around.guard !== undefined,
      guard: around.guard,
      isCondition: around.isCondition,
      conditions: around.conditions,
      switches: around.switches,
      neededBy: around.neededBy,
    });
  }

  #call({ name: callee, args }: CallNode, around: Surroundings): void {
    this.visit(args, { ...withoutNeed(around), guard: undefined });
    if (callee.typename === 'LookupVal') {
      this.#method(callee, around);
    } else if (callee.typename !== 'Symbol') {
      this.visit(callee, around);
    } else if (!this.#isDefined(callee.value)) {
      this.uses.calls.push({ name: callee.value, offset: this.#offsetOf(callee) });
    }
  }

  /** The last key is a method of the value. */
  #method({ target, val }: LookupNode, around: Surroundings): void {
    const name = val.typename === 'Literal' ? String(val.value) : undefined;
    if (name !== undefined) this.uses.methods.push({ name, offset: this.#offsetOf(val) });
    this.visit(target, { ...around, neededBy: name === undefined ? 'the call' : `${name}()` });
  }

  #filter({ name, args }: FilterNode, around: Surroundings): void {
    this.uses.filters.push({ name: name.value, offset: this.#offsetOf(name) });
    const [input, ...others] = args.children;
    const isDefault = name.value === 'default' || name.value === 'd';
    const neededBy = needsInput(name.value) ? name.value : undefined;
    this.#visitAll([input], { ...around, guard: isDefault ? 'default' : around.guard, neededBy });
    this.#visitAll(others, withoutNeed(around));
  }

  #test({ left, right }: TestNode, around: Surroundings): void {
    this.visit(left, { ...withoutNeed(around), guard: 'test' });
    const name = right.typename === 'FunCall' ? right.name : right;
    if (name.typename === 'Symbol') this.uses.tests.push({ name: name.value, offset: this.#offsetOf(name) });
    if (right.typename === 'FunCall') this.visit(right.args, around);
  }

  #operands(node: AstNode, around: Surroundings, guard: Guard): void {
    this.#visitAll(childrenOf(node), {
      ...withoutNeed(around),
      guard: around.guard ?? guard,
      isCondition: true,
    });
  }

  #comparison(node: CompareNode, around: Surroundings): void {
    const before = this.uses.references.length;
    this.#visitAll(childrenOf(node), { ...withoutNeed(around), guard: undefined, isCondition: true });
    const references = this.uses.references.slice(before);
    const [reference] = references;
    const [operand] = node.ops;
    if (references.length !== 1 || !reference || node.ops.length !== 1 || !operand) return;
    const sides = [node.expr, operand.expr];
    const literal = sides.find(side => side.typename === 'Literal');
    // the result of a filter is another value
    const isUnfiltered = sides.some(side => side.typename === 'LookupVal' || side.typename === 'Symbol');
    if (isUnfiltered && (typeof literal?.value === 'string' || typeof literal?.value === 'boolean')) {
      this.uses.comparisons.push({ reference, literal: literal.value, offset: this.#offsetOf(literal) });
    }
  }

  /** `parameters.size in ['small', 'large']` compares a value with each entry. */
  #membership(node: BinaryNode, around: Surroundings): void {
    const before = this.uses.references.length;
    const { left, right } = node;
    this.visit(left, withoutNeed(around));
    this.visit(right, { ...around, neededBy: 'in' });
    const [reference, another] = this.uses.references.slice(before);
    const isLiteral = left.typename === 'Literal' && typeof left.value === 'string';
    if (reference && !another && isLiteral && right.typename === 'LookupVal') {
      const literal = left.value as string;
      this.uses.memberships.push({ reference, literal, offset: this.#offsetOf(left) });
    }
    if (!reference || another || left.typename !== 'LookupVal' || right.typename !== 'Array') return;
    for (const entry of right.children) {
      if (entry.typename === 'Literal' && typeof entry.value === 'string')
        this.uses.comparisons.push({
          reference,
          literal: entry.value,
          isEntry: true,
          offset: this.#offsetOf(entry),
        });
    }
  }

  #subtraction(node: AstNode, around: Surroundings): void {
    const hyphen = this.#hyphenAt(node);
    if (hyphen) this.uses.hyphens.push(hyphen);
    // subtracting a number may be intended
    if (!hyphen || /-\d+$/.test(hyphen.written)) this.#visitAll(childrenOf(node), around);
  }

  #hyphenAt(node: AstNode): Hyphen | undefined {
    const start = leftmost(node);
    if (start.typename !== 'Symbol' || this.#locals.has(start.value)) return undefined;
    const offset = this.#offsetOf(start);
    const written = /^\w+(\.\w+(-\w+)*)+/.exec(this.#text.slice(offset))?.[0];
    if (!written?.includes('-')) return undefined;
    const [root = '', ...keys] = written.split('.');
    return { root, keys, written, offset };
  }

  #branches({ cond, body, else_ }: IfNode, around: Surroundings): void {
    if (cond.typename === 'Literal') {
      // the other branch is never rendered
      this.#visitAll([cond.value ? body : else_], around);
      return;
    }
    const before = this.uses.references.length;
    this.visit(cond, { ...withoutNeed(around), guard: around.guard ?? 'condition', isCondition: true });
    const read = this.uses.references.slice(before);
    const inside = { ...withoutNeed(around), conditions: [...around.conditions, ...read] };
    const [reference] = read;
    const isOff = isNegated(cond);
    const withSwitch = (isOn: boolean): Surroundings =>
      reference && isOff !== undefined
        ? { ...inside, switches: [...around.switches, { reference, isOn }] }
        : inside;
    this.#visitAll([body], withSwitch(!isOff));
    this.#visitAll([else_], withSwitch(!!isOff));
  }

  /** The variables of a loop exist only in its body. */
  #loop({ arr, name, body, else_ }: ForNode, around: Surroundings): void {
    this.visit(arr, around);
    const outside = this.#locals;
    this.#locals = new Set([...outside, ...namesIn(name)]);
    this.visit(body, around);
    this.#locals = outside;
    this.#visitAll([else_], around);
  }
}

const withoutNeed = (around: Surroundings): Surroundings => ({ ...around, neededBy: undefined });
