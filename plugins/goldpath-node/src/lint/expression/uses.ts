import { type AstNode, childrenOf, isAstNode } from './nunjucksParser.ts';

/**
 * What makes the absence of a value harmless: `default`, a test such as `is defined`, another operand of `or`; or a
 * condition, which then does not hold.
 */
export type Guard = 'default' | 'test' | 'or' | 'condition';

/** A value that an expression reads, such as `steps['publish'].output.remoteUrl`. */
export interface Reference {
  /** the first name */
  root: string;
  /** the keys after it, as far as they are written out */
  keys: string[];
  /** whether a computed key follows */
  isOpen: boolean;
  /** offset of the first name in the text */
  offset: number;
  /** whether the expression itself cares for its absence: `default`, `or`, `is defined`, a test for truth */
  isGuarded: boolean;
  guard?: Guard;
  /** whether it only decides: in a condition, a comparison, or an operand of `and`, `or`, `not` */
  isCondition: boolean;
  /** what the conditions around it read */
  conditions: Reference[];
}

/** A name that is used, and where. */
export interface Named {
  name: string;
  offset: number;
}

/** `parameters.a-b`, which subtracts `b` from `parameters.a`. */
export interface Hyphen {
  /** the first name */
  root: string;
  /** as it is written */
  written: string;
  /** as keys: `['a-b']` */
  keys: string[];
  offset: number;
}

/** A reference that is compared with a text. */
export interface Comparison {
  reference: Reference;
  literal: string;
  /** of the literal */
  offset: number;
}

/** What a template text uses. */
export interface Uses {
  references: Reference[];
  hyphens: Hyphen[];
  filters: Named[];
  tests: Named[];
  calls: Named[];
  comparisons: Comparison[];
}

interface Around {
  guard: Guard | undefined;
  condition: boolean;
  conditions: Reference[];
}

const free: Around = { guard: undefined, condition: false, conditions: [] };

/** Names that the engine or the language gives. */
const languageNames = new Set([
  'true',
  'false',
  'none',
  'null',
  'loop',
  'caller',
  'range',
  'cycler',
  'joiner',
  'undefined',
]);

/** Every value, filter, test and function that a syntax tree names. */
export function collectUses(root: AstNode, offsetOf: (node: AstNode) => number, text: string): Uses {
  const uses: Uses = { references: [], hyphens: [], filters: [], tests: [], calls: [], comparisons: [] };
  const locals = collectLocals(root);
  const all = (nodes: AstNode[], around: Around) => nodes.forEach(node => visit(node, around));
  const child = (node: AstNode, field: string, around: Around) => {
    const value = node[field];
    if (isAstNode(value)) visit(value, around);
  };
  /** visits a condition and tells what it reads */
  const condition = (node: AstNode, field: string, around: Around): Reference[] => {
    const before = uses.references.length;
    child(node, field, { ...around, guard: around.guard ?? 'condition', condition: true });
    return uses.references.slice(before);
  };

  function visit(node: AstNode, around: Around): void {
    switch (node.typename) {
      case 'Symbol':
      case 'LookupVal':
        return reference(node, around);
      case 'FunCall':
        return call(node, around);
      case 'Filter':
        return filter(node, around);
      case 'Is':
        return test(node, around);
      case 'Or':
        return all(childrenOf(node), { ...around, guard: around.guard ?? 'or', condition: true });
      case 'And':
      case 'Not':
        return all(childrenOf(node), { ...around, guard: around.guard ?? 'condition', condition: true });
      case 'Compare':
        return compare(node, around);
      case 'Sub': {
        const hyphen = hyphenAt(node);
        if (hyphen) uses.hyphens.push(hyphen);
        // a number may well be subtracted
        if (!hyphen || /-\d+$/.test(hyphen.written)) all(childrenOf(node), around);
        return;
      }
      case 'InlineIf':
      case 'If':
      case 'IfAsync': {
        const conditions = [...around.conditions, ...condition(node, 'cond', around)];
        child(node, 'body', { ...around, conditions });
        child(node, 'else_', { ...around, conditions });
        return;
      }
      case 'Pair':
        return child(node, 'value', around);
      case 'For':
      case 'AsyncEach':
      case 'AsyncAll':
        child(node, 'arr', around);
        child(node, 'body', around);
        return child(node, 'else_', around);
      case 'Macro':
      case 'Caller':
        return child(node, 'body', around);
      case 'Set':
        child(node, 'value', around);
        return child(node, 'body', around);
      case 'Block':
        return child(node, 'body', around);
      default:
        return all(childrenOf(node), around);
    }
  }

  function reference(node: AstNode, around: Around): void {
    const { chain, open, root: first } = unchain(node);
    all(open, around);
    if (first.typename !== 'Symbol') return visit(first, around);
    const name = String(first.value);
    if (locals.has(name) || languageNames.has(name)) return;
    uses.references.push({
      root: name,
      keys: chain,
      isOpen: open.length > 0,
      offset: offsetOf(first),
      isGuarded: around.guard !== undefined,
      ...(around.guard && { guard: around.guard }),
      isCondition: around.condition,
      conditions: around.conditions,
    });
  }

  function call(node: AstNode, around: Around): void {
    const callee = node.name as AstNode;
    child(node, 'args', { ...around, guard: undefined });
    if (callee.typename === 'Symbol') {
      const name = String(callee.value);
      if (!locals.has(name) && !languageNames.has(name)) uses.calls.push({ name, offset: offsetOf(callee) });
    } else if (callee.typename === 'LookupVal') {
      // the last key is a method of the value
      visit(callee.target as AstNode, around);
    } else {
      visit(callee, around);
    }
  }

  function filter(node: AstNode, around: Around): void {
    const name = node.name as AstNode;
    uses.filters.push({ name: String(name.value), offset: offsetOf(name) });
    const [input, ...args] = (node.args as AstNode).children ?? [];
    const defaults = ['default', 'd'].includes(String(name.value));
    if (input) visit(input, defaults ? { ...around, guard: 'default' } : around);
    all(args, around);
  }

  function test(node: AstNode, around: Around): void {
    child(node, 'left', { ...around, guard: 'test' });
    const right = node.right as AstNode;
    const name = right.typename === 'FunCall' ? (right.name as AstNode) : right;
    if (name.typename === 'Symbol') uses.tests.push({ name: String(name.value), offset: offsetOf(name) });
    if (right.typename === 'FunCall') child(right, 'args', around);
  }

  function compare(node: AstNode, around: Around): void {
    const before = uses.references.length;
    all(childrenOf(node), { ...around, guard: undefined, condition: true });
    const read = uses.references.slice(before);
    const [operand, second] = (node.ops as AstNode[]) ?? [];
    const sides = [node.expr as AstNode, operand?.expr as AstNode];
    const literal = sides.find(side => side?.typename === 'Literal');
    // what a filter makes of a value is another value
    const isRead = sides.some(side => side?.typename === 'LookupVal' || side?.typename === 'Symbol');
    const [only, other] = read;
    if (only && !other && !second && isRead && typeof literal?.value === 'string') {
      uses.comparisons.push({ reference: only, literal: literal.value, offset: offsetOf(literal) });
    }
  }

  function hyphenAt(node: AstNode): Hyphen | undefined {
    const start = leftmost(node);
    if (start.typename !== 'Symbol' || locals.has(String(start.value))) return undefined;
    const offset = offsetOf(start);
    const written = /^\w+(\.\w+(-\w+)*)+/.exec(text.slice(offset))?.[0];
    if (!written?.includes('-')) return undefined;
    const [root = '', ...keys] = written.split('.');
    return { root, keys, written, offset };
  }

  visit(root, free);
  return uses;
}

/** A chain of lookups as its first node, its keys, and the computed keys that end what is known. */
function unchain(node: AstNode): { root: AstNode; chain: string[]; open: AstNode[] } {
  const keys: AstNode[] = [];
  let root = node;
  while (root.typename === 'LookupVal') {
    keys.unshift(root.val as AstNode);
    root = root.target as AstNode;
  }
  const computed = keys.findIndex(({ typename }) => typename !== 'Literal');
  const known = computed === -1 ? keys : keys.slice(0, computed);
  const open = keys.filter(({ typename }) => typename !== 'Literal');
  return { root, chain: known.map(({ value }) => String(value)), open };
}

function leftmost(node: AstNode): AstNode {
  const next = node.typename === 'LookupVal' ? node.target : node.typename === 'Sub' ? node.left : undefined;
  return isAstNode(next) ? leftmost(next) : node;
}

/** Names that the template itself gives a value. */
function collectLocals(root: AstNode): Set<string> {
  const locals = new Set<string>();
  const add = (node: unknown): void => {
    if (!isAstNode(node)) return;
    if (node.typename === 'Symbol') locals.add(String(node.value));
    else if (node.typename === 'Pair') add(node.key);
    else childrenOf(node).forEach(add);
  };
  const walk = (node: AstNode): void => {
    if (node.typename === 'Set') (node.targets as AstNode[]).forEach(add);
    if (node.typename === 'For' || node.typename === 'AsyncEach' || node.typename === 'AsyncAll')
      add(node.name);
    if (node.typename === 'Macro') [node.name, node.args].forEach(add);
    childrenOf(node).forEach(walk);
  };
  walk(root);
  return locals;
}
