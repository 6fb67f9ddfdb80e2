import type { Diagnostic } from '@goldpath/diagnostics';
import { MANIFEST_PATH, skeletonAnswers, type Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { fieldsOf } from './arbitraryAnswers.ts';
import { isData, readDocuments } from './readDocuments.ts';
import type { Stamping } from './stamping.ts';

/** A value of the skeleton that must not be left with another answer. */
interface SampleValue {
  field: string;
  value: string;
  /** whether it can be recognized in any text; an ordinary word is recognized only as a whole value */
  isDistinctive: boolean;
}

/** No value of the skeleton must be left in a file, when its answer is another one. */
export function residueIn(template: Template, { name, answers, tree }: Stamping): Diagnostic[] {
  const values = sampleValues(template).filter(({ field, value }) => answers[field] !== value);
  // a value that an answer contains is not left over
  const given = Object.values(answers).map(String);
  const foreign = values.filter(({ value }) => !given.some(answer => answer.includes(value)));
  return [...tree]
    .filter(([file]) => file !== MANIFEST_PATH)
    .flatMap(([file, { content }]) => {
      const text = content.toString();
      return foreign
        .filter(sample => isLeft(file, text, sample))
        .map(({ field, value }) =>
          problem('residue', `skeleton/${file}`, {
            message: `${file} still has the value of the skeleton for ${field}, ${JSON.stringify(value)}, with ${name}.`,
            fix: `Add the place to answers.${field} in stamp.yaml, or reword the file.`,
          }),
        );
    });
}

function sampleValues(template: Template): SampleValue[] {
  const sample = skeletonAnswers(template);
  const schemas = fieldsOf(template);
  return [...new Set(template.stamp.edits.map(({ answer }) => answer))].flatMap(field => {
    const value = sample[field];
    if (typeof value !== 'string') return [];
    const isChoice = Array.isArray(schemas[field]?.enum);
    const isDistinctive = value.length >= 5 && (isChoice ? /\d/ : /[^A-Za-z]/).test(value);
    // an ordinary word that is one of the choices of a form can be a value of anything
    if (isChoice && !isDistinctive) return [];
    return [{ field, value, isDistinctive }];
  });
}

function isLeft(file: string, text: string, { value, isDistinctive }: SampleValue): boolean {
  if (!text.includes(value)) return false;
  if (isDistinctive) return true;
  if (file.endsWith('.md')) return new RegExp(`(?<![\\w-])${escaped(value)}(?![\\w-])`).test(text);
  if (!isData(file)) return false;
  const read = readDocuments(file, text);
  return 'values' in read && read.values.some(document => hasScalar(document, value));
}

function hasScalar(node: unknown, value: string): boolean {
  if (typeof node !== 'object' || node === null) return node === value;
  return Object.values(node).some(inner => hasScalar(inner, value));
}

const escaped = (value: string) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
