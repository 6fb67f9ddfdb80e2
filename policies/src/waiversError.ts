import { type Diagnostic, UserError } from '@goldpath/diagnostics';

/** The waivers of a program are not valid, so no policy can be checked. It has every problem of the file at once. */
export class WaiversError extends UserError {
  override name = 'WaiversError';

  constructor(diagnostics: readonly Diagnostic[]) {
    const lines = diagnostics.map(({ location: { file, line }, message }) => `${file}:${line}: ${message}`);
    super(lines.join('\n'), diagnostics);
  }
}
