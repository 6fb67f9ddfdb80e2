import { fromAjv, parseYaml, firstValue, UserError, YamlError } from '@goldpath/diagnostics';
import { Ajv } from 'ajv';

/** The severity of a rule in a configuration; `off` disables it. */
export type Level = 'off' | 'warning' | 'error';

/** The content of a configuration of the lint. */
export interface LintConfig {
  /** the severity of rules, by id; the others keep their own */
  rules: Readonly<Partial<Record<string, Level>>>;
}

/** The name of the file, in the root of a repository or in a folder around the templates. */
export const CONFIG_FILE = '.goldpath-lint.yaml';

/** A configuration or baseline is not valid. The message is to be read after the name of the file. */
export class LintFileError extends UserError {
  override name = 'LintFileError';
}

/** The JSON schema of the configuration, for its validation and for editors. */
export function lintConfigSchema(rules: readonly { id: string; title: string }[]): object {
  const properties = Object.fromEntries(
    rules.map(({ id, title }) => [id, { description: title, enum: ['off', 'warning', 'error'] }]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Configuration of goldpath lint (${CONFIG_FILE})`,
    type: 'object',
    additionalProperties: false,
    properties: {
      rules: {
        description: 'The severity of rules, by id. The others keep their own.',
        type: 'object',
        additionalProperties: false,
        properties,
      },
    },
  };
}

/**
 * Parses a configuration.
 *
 * @param rules - all rules
 * @throws LintFileError when it is not YAML or violates its schema
 */
export function parseLintConfig(text: string, rules: readonly { id: string; title: string }[]): LintConfig {
  const value = readYaml(text);
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(lintConfigSchema(rules));
  if (validate(value)) return { rules: {}, ...(value as Partial<LintConfig>) };
  const [first] = fromAjv(validate.errors);
  throw new LintFileError(`${first?.path.join('.') || 'the content'} ${first?.message}; ${first?.fix}`);
}

function readYaml(text: string): unknown {
  try {
    return firstValue(parseYaml(text)) ?? {};
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new LintFileError(`line ${error.line}: ${error.message}`, [], { cause: error });
  }
}
