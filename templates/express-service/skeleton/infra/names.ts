import table from './name-rules.json';

/** A kind of name that AWS restricts. */
export type NameRule = (typeof table.names)[number];

/** Every restricted kind of name of the program. */
export const nameRules: readonly NameRule[] = table.names;

/** The length of what Pulumi appends to a logical name: a hyphen and seven hexadecimal digits. */
const suffixLength = 8;

/** The longest part that follows a short name, such as `-a`. */
const shortPart = 2;

/** The characters that a name may have before its part and Pulumi's suffix, where AWS allows 32. */
const shortLength = 32 - shortPart - suffixLength;

/** The start of the names of a kind: the name of the stage, without a prefix that AWS reserves, and cut if it has to be short. */
function baseOf(name: string, { reserved, isShort }: NameRule): string {
  const allowed = reserved.some(prefix => name.startsWith(prefix)) ? `x-${name}` : name;
  return isShort ? allowed.slice(0, shortLength) : allowed;
}

/**
 * The first part of the names of a type of resources in `name-rules.json`, for a stage or with a part of its own.
 *
 * @throws Error for a type without a rule, which is an error of the program
 */
export function baseFor(type: string, name: string): string {
  const rule = nameRules.find(one => one.type === type);
  if (!rule) throw new Error(`name-rules.json has no rule for ${type}; add one.`);
  return baseOf(name, rule);
}

/** Every name of a kind that a stage can have, with a suffix of Pulumi's. */
export function namesOf(name: string, rule: NameRule): string[] {
  const base = baseOf(name, rule);
  const suffix = rule.hasSuffix ? `-${'0'.repeat(suffixLength - 1)}` : '';
  return rule.parts.map(part => `${rule.prefix}${base}${part}${suffix}`);
}

/** Whether a name is allowed. */
export function isAllowed(name: string, { max, pattern }: NameRule): boolean {
  return name.length <= max && new RegExp(pattern).test(name);
}

/** A sentence about the first name that is not allowed for a project and a stage; none if all are. */
export function nameProblems(project: string, stage: string): string[] {
  for (const rule of nameRules) {
    const invalid = namesOf(`${project}-${stage}`, rule).find(name => !isAllowed(name, rule));
    if (invalid === undefined) continue;
    const problem = invalid.length > rule.max ? `has ${invalid.length} characters` : 'has other characters';
    return [
      `The stage '${stage}' leads to the name '${invalid}' of a ${rule.title}, which ${problem}; at most ${rule.max} are allowed, by ${rule.pattern}. Choose a stage of a few lower-case letters, such as test.`,
    ];
  }
  return [];
}
