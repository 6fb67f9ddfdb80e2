/**
 * The reason why a missing value is harmless: `default`, a test such as `is defined`, another operand of `or`, or a
 * condition, which is then false.
 */
export type Guard = 'default' | 'test' | 'or' | 'condition';

/** A condition that consists of one value, such as `values.isPublic` or `not values.isPublic`. */
export interface Switch {
  reference: Reference;
  /** whether the value must be true for the text to be rendered */
  isOn: boolean;
}

/** A value that an expression reads, such as `steps['publish'].output.remoteUrl`. */
export interface Reference {
  /** the first name */
  root: string;
  /** the keys after it, up to the first computed one */
  keys: string[];
  /** whether a computed key follows */
  isOpen: boolean;
  /** offset of the first name in the string */
  offset: number;
  /** whether the expression handles a missing value */
  isGuarded: boolean;
  guard?: Guard | undefined;
  /** whether it is only a part of a decision: in a condition, a comparison, or an operand of `and`, `or`, `not` */
  isCondition: boolean;
  /** the references in the conditions around it */
  conditions: Reference[];
  /** the conditions around it that consist of one value */
  switches: Switch[];
  /** the method, filter or operator that fails when the value is missing, such as `split()` */
  neededBy?: string | undefined;
}

/** The name of a filter, test or function, and its offset. */
export interface NameUse {
  name: string;
  offset: number;
}

/** `parameters.a-b`, which subtracts `b` from `parameters.a`. */
export interface Hyphen {
  /** the first name */
  root: string;
  /** the whole expression as it is written */
  written: string;
  /** the keys that were probably intended: `['a-b']` */
  keys: string[];
  offset: number;
}

/** A reference that is compared with a literal string or boolean. */
export interface Comparison {
  reference: Reference;
  literal: string | boolean;
  /** whether the literal is an entry of a list, of which one must be equal */
  isEntry?: true;
  /** offset of the literal */
  offset: number;
}

/** The values, filters, tests and functions that a string uses. */
export interface Uses {
  references: Reference[];
  hyphens: Hyphen[];
  filters: NameUse[];
  tests: NameUse[];
  calls: NameUse[];
  /** the methods that are called, such as `split` */
  methods: NameUse[];
  comparisons: Comparison[];
  /** the literals that lists are searched for: `'java' in parameters.tags` */
  memberships: Comparison[];
}
