import { isPlainSecret } from '../graph/secretValues.ts';

/** The part of the SDK that marks values as secret. */
interface Sdk {
  secret: (value: unknown) => unknown;
}

const watched = new WeakSet<object>();

/**
 * Reports each text that the program itself marks as secret: `pulumi.secret('...')`. The SDK then only knows which inputs are
 * secret, and a document is secret as a whole.
 */
export function watchSecrets(pulumi: object, report: (secret: string) => void): void {
  if (watched.has(pulumi)) return;
  watched.add(pulumi);
  const sdk = pulumi as Sdk;
  const { secret } = sdk;
  sdk.secret = value => {
    if (isPlainSecret(value)) report(value);
    return secret(value);
  };
}
