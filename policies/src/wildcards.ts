import { type Condition, isUnknown, isWithoutResource } from '@goldpath/program';

/** Whether an action has a wildcard with fewer than three letters of a name: `*`, `s3:*`, `iam:P*`. */
export function isWideAction(action: string): boolean {
  const [service = '', name = service] = action.split(':');
  if (!/[*?]/.test(action) || isWithoutResource(action)) return false;
  return /[*?]/.test(service) || name.replaceAll(/[*?]/g, '').length < 3;
}

/** Services whose ARNs begin with a name: `arn:aws:s3:::bucket`. The others begin with the kind: `table/orders`. */
const withoutKind = new Set(['s3', 's3express', 'sqs', 'sns', 'execute-api', 'codecommit', 'codepipeline']);

/** Whether an ARN names nothing: `*`, `arn:aws:s3:::*`, `arn:aws:dynamodb:*:*:table/*`. */
export function isWideResource(resource: string): boolean {
  if (isUnknown(resource)) return false;
  if (/^[*?]+$/.test(resource)) return true;
  if (!resource.startsWith('arn:')) return false;
  const [, , service = '', , , ...rest] = resource.split(':');
  const words = rest.join(':').split(/[:/]/);
  const names = withoutKind.has(service) || words.length === 1 ? words : words.slice(1);
  return /[*?]/.test(resource) && names.every(name => /^[*?]*$/.test(name));
}

/** Condition keys that limit the resources of an action although `Resource` is `*`. */
const resourceKeys =
  /(^|:)resourcetag\/|^aws:requesttag\/|^ecs:(cluster|service)$|^kms:(resourcealiases|viaservice|encryptioncontext:.+)$|^iam:awsservicename$|^ec2:(vpc|subnet)$/;

/** Whether a condition limits a statement to resources that it names. */
export function limitsResources({ key, operator, values }: Condition): boolean {
  return (
    resourceKeys.test(key) &&
    /^(foranyvalue:)?(string|arn)(equals|equalsignorecase|like)$/.test(operator) &&
    !values.some(value => isUnknown(value) || /^[*?]+$/.test(value))
  );
}
