import { makeValidator } from '@backstage/catalog-model';
import { at, type Entry, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';

const catalog = makeValidator();
const NAME = 'letters, digits and single - _ . between them, at most 63 characters';
const KEY = `${NAME}, with an optional domain and slash before it`;

/** A value whose format the catalog defines. */
interface Formatted {
  place: Located | Entry;
  value: unknown;
}

interface Format {
  subject: string;
  isValid: (value: string) => boolean;
  /** the allowed format */
  description: string;
  valuesIn: (metadata: Located | undefined) => Formatted[];
}

const formats: Format[] = [
  {
    subject: 'The name',
    isValid: name => catalog.isValidEntityName(name),
    description: NAME,
    valuesIn: metadata => valueAt(metadata, 'name'),
  },
  {
    subject: 'The namespace',
    isValid: namespace => catalog.isValidNamespace(namespace),
    description: 'lowercase letters, digits and single hyphens, at most 63 characters',
    valuesIn: metadata => valueAt(metadata, 'namespace'),
  },
  {
    subject: 'The label',
    isValid: key => catalog.isValidLabelKey(key),
    description: KEY,
    valuesIn: metadata => keysAt(metadata, 'labels'),
  },
  {
    subject: 'The value of the label',
    isValid: value => catalog.isValidLabelValue(value),
    description: NAME,
    valuesIn: metadata => entriesAt(metadata, 'labels').flatMap(({ value }) => formatted(value)),
  },
  {
    subject: 'The annotation',
    isValid: key => catalog.isValidAnnotationKey(key),
    description: KEY,
    valuesIn: metadata => keysAt(metadata, 'annotations'),
  },
  {
    subject: 'The tag',
    isValid: tag => catalog.isValidTag(tag),
    description: 'lowercase letters, digits, : + # and single hyphens, at most 63 characters',
    valuesIn: metadata => (at(metadata, 'tags')?.items ?? []).flatMap(formatted),
  },
];

const formatted = (node: Located | undefined): Formatted[] =>
  node ? [{ place: node, value: node.value }] : [];

const valueAt = (metadata: Located | undefined, key: string) => formatted(at(metadata, key));

const entriesAt = (metadata: Located | undefined, key: string) => [
  ...(at(metadata, key)?.entries.values() ?? []),
];

const keysAt = (metadata: Located | undefined, key: string) =>
  entriesAt(metadata, key).map(entry => ({ place: entry, value: entry.key }));

/** The names, labels, annotations and tags whose format the catalog does not accept. */
export function formatReports(root: Located): Report[] {
  const metadata = at(root, 'metadata');
  return formats.flatMap(({ subject, isValid, description, valuesIn }) =>
    valuesIn(metadata)
      .filter(({ value }) => typeof value === 'string' && value !== '' && !isValid(value))
      .map(({ place, value }) => ({
        at: place,
        message: `${subject} ${JSON.stringify(value)} has a format that the catalog does not accept. The catalog rejects the template.`,
        fix: `Write ${description}.`,
      })),
  );
}
