import path from 'node:path';
import { UserError } from '@goldpath/diagnostics';

/** A Terraform configuration or plan that cannot be read. */
export class TerraformError extends UserError {
  override name = 'TerraformError';
  /** an absolute path and a 1-based line */
  readonly location: { file: string; line: number } | undefined;
  /** a clause without the location */
  readonly problem: string;

  /**
   * @param message a clause without the location
   * @param location an absolute path and a 1-based line
   */
  constructor(message: string, location?: { file: string; line: number }) {
    const file = location && path.relative(process.cwd(), location.file);
    super(location ? `${file}:${location.line}: ${message}` : message);
    this.location = location;
    this.problem = message;
  }
}

/** A Terraform configuration without a resource. */
export class EmptyConfigurationError extends TerraformError {
  override name = 'EmptyConfigurationError';
}
