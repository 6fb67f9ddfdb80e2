import type { Diagnostic } from '@goldpath/diagnostics';

/** A name of the Pulumi SDK: `publiclyAccessible`. Names of classes begin with a capital. */
const camelCase = /(?<![.\w'])[a-z]+(?:[A-Z][a-z\d]*)+\b/g;

/** Rewrites the sentences of a policy for a Terraform configuration: `publicly_accessible`, and no example in TypeScript. */
export function inTerraformTerms(diagnostic: Diagnostic): Diagnostic {
  const { message, fix } = diagnostic;
  const rewritten = { ...diagnostic, message: toSnakeCase(message) };
  if (fix === undefined) return rewritten;
  // an example follows the sentence
  const [sentence = ''] = fix.split('\n');
  return { ...rewritten, fix: toSnakeCase(sentence).replace(/:$/, '.') };
}

function toSnakeCase(text: string): string {
  return text.replaceAll(camelCase, name => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`));
}
