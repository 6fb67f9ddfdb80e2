import type { Diagnostic } from '@goldpath/diagnostics';
import { locationIn, type Omission, type OmissionKind, PROGRAM_FILE } from '@goldpath/program';

/** Resources that are not seen block; what a program does besides creating resources does not. */
const kinds: Record<
  OmissionKind,
  Pick<Diagnostic, 'severity' | 'fix'> & { message: (detail: string) => string }
> = {
  callback: {
    severity: 'error',
    message: () =>
      'A callback creates resources, and the value that it waits for is known only when it is deployed. These resources were not checked.',
    fix: 'Create the resources outside of apply, and pass the value to them as an input.',
  },
  component: {
    severity: 'error',
    message: detail => `The component ${detail} is not evaluated, so its resources were not checked.`,
    fix: "Check a plan, which has them: 'pulumi preview --json > plan.json'.",
  },
  file: {
    severity: 'warning',
    message: detail => `The program writes a file (${detail}). The check did not write it.`,
    fix: 'Write the file in a build step before the program, or ignore this when no resource depends on it.',
  },
  module: {
    severity: 'error',
    message: detail => `The module ${detail} is not available, so its resources were not checked.`,
    fix: 'Run terraform init before the check: it downloads the modules into .terraform/modules. Or check a plan.',
  },
  process: {
    severity: 'warning',
    message: detail =>
      `The program starts a process (${shortened(detail)}). The check did not start it, and its output counts as unknown.`,
    fix: 'Run the command before the program and pass its result by configuration, or ignore this when no resource depends on it.',
  },
};

/** Returns a diagnostic for each part of a program that was not executed, once for each line. */
export function omissionDiagnostics(omissions: readonly Omission[], root: string): Diagnostic[] {
  const diagnostics = omissions.map(({ kind, detail, source }): Diagnostic => {
    const { severity, message, fix } = kinds[kind];
    return {
      rule: 'program-executed',
      severity,
      verdict: 'unverifiable',
      location: source ? locationIn(root, source) : { file: PROGRAM_FILE, line: 1 },
      message: message(detail),
      ...(fix !== undefined && { fix }),
    };
  });
  const byPlace = new Map(
    diagnostics.map(each => [`${each.location.file}:${each.location.line} ${each.severity}`, each]),
  );
  return [...byPlace.values()];
}

function shortened(command: string): string {
  const [line = ''] = command.split('\n');
  return line.length > 60 ? `${line.slice(0, 60)}...` : line;
}
