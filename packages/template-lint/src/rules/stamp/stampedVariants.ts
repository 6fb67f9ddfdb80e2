import { type TemplateFolder, unstampedFiles } from '@goldpath/template';

/** The files that are stamped with some answers. */
interface Variant {
  /** the answers that decide; undefined for one that is not given */
  answers: Record<string, unknown>;
  files: string[];
}

/** More combinations than these are not tried: a form with as many has long been split into several templates. */
const MAX_VARIANTS = 4096;

/** Every combination of answers that decides which files are stamped, with these files. */
export function stampedVariants({ stamp, merged, skeleton }: TemplateFolder): Variant[] {
  const files = skeleton?.files.map(({ relative }) => relative) ?? [];
  const fields = [...new Set(stamp.only.map(({ answer }) => answer))];
  let combinations: Variant['answers'][] = [{}];
  for (const field of fields) {
    const values = valuesOf(field, stamp, merged);
    combinations = combinations
      .flatMap(answers => values.map(value => ({ ...answers, [field]: value })))
      .slice(0, MAX_VARIANTS);
  }
  return combinations.map(answers => {
    const left = new Set(unstampedFiles(stamp.only, files, answers));
    return { answers, files: files.filter(file => !left.has(file)) };
  });
}

/** The values of a field that make a difference: its choices, or those that stamp.yaml names and any other. */
function valuesOf(
  field: string,
  { only }: TemplateFolder['stamp'],
  merged: TemplateFolder['merged'],
): unknown[] {
  const { properties = {}, required = [] } = merged?.schema ?? {};
  const schema = Object(Object.hasOwn(properties, field) ? properties[field] : undefined) as {
    enum?: unknown;
    type?: unknown;
  };
  const absent = required.includes(field) ? [] : [undefined];
  if (Array.isArray(schema.enum)) return [...(schema.enum as unknown[]), ...absent];
  if (schema.type === 'boolean') return [true, false, ...absent];
  const named = only.filter(({ answer, is }) => answer === field && is !== undefined).map(({ is }) => is);
  return [...named, `another ${field}`, ...absent];
}
