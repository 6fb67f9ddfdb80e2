import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The account in which nothing is ever made: AWS's own example. */
export const account = '123456789012';

const declared = new Map<string, readonly string[]>();

/**
 * The outputs of a resource that name it, as its class in the installed SDK declares them: a text always, and never one
 * that a program would decide by, such as a status.
 *
 * @param load resolves packages as the program does
 * @param type such as `aws:ec2/vpc:Vpc`
 */
export function namingOutputs(load: NodeJS.Require, type: string): readonly string[] {
  const known = declared.get(type);
  if (known) return known;
  const texts = [...(declarationOf(load, type)?.matchAll(textOutput) ?? [])].flatMap(
    ([, name]) => name ?? [],
  );
  const names = texts.filter(name => naming.test(name));
  declared.set(type, names);
  return names;
}

const naming = /(arn|id|name|url|uri|endpoint|address|domain|bucket)$|^(ref|repoDigest)$/i;
const textOutput = /^ {4}readonly (\w+): pulumi\.Output<string>;$/gm;

/** Types whose names do not tell their files; without an image's name nothing of a task would be known. */
const places: Record<string, string> = { 'awsx:ecr:Image': 'ecr/image', 'docker-build:index:Image': 'image' };

/** `aws:ec2/vpc:Vpc` is declared in `@pulumi/aws/ec2/vpc.d.ts`. */
function declarationOf(load: NodeJS.Require, type: string): string | undefined {
  const [, provider, place] = /^([\w-]+):([\w/.-]+):\w+$/.exec(type) ?? [];
  if (!provider || !place || provider === 'pulumi') return undefined;
  const root = packageRoot(load, `@pulumi/${provider}`) ?? packageRoot(load, `@pulumiverse/${provider}`);
  if (!root) return undefined;
  try {
    const file = places[type] ?? place.replace(/^index\//, '');
    return readFileSync(path.join(root, `${file}.d.ts`), 'utf8');
  } catch (error) {
    // a type of a provider without a class of its own: what it outputs stays unknown
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function packageRoot(load: NodeJS.Require, name: string): string | undefined {
  try {
    return path.dirname(load.resolve(`${name}/package.json`));
  } catch {
    // the provider's package is none of @pulumi/*: its outputs stay unknown
    return undefined;
  }
}

/** Outputs that hold a secret whatever the program says of them. */
const secretOutputs: Record<string, readonly string[]> = {
  'random:index/randomPassword:RandomPassword': ['result', 'bcryptHash'],
  'random:index/randomBytes:RandomBytes': ['base64', 'hex'],
  'tls:index/privateKey:PrivateKey': ['privateKeyPem', 'privateKeyOpenssh', 'privateKeyPemPkcs8'],
  'aws:apigateway/apiKey:ApiKey': ['value'],
  'aws:cognito/userPoolClient:UserPoolClient': ['clientSecret'],
  'aws:iam/accessKey:AccessKey': ['secret', 'sesSmtpPasswordV4'],
  'aws:iam/userLoginProfile:UserLoginProfile': ['password'],
  'aws:lightsail/keyPair:KeyPair': ['privateKey'],
  'aws:secretsmanager/secretVersion:SecretVersion': ['secretString', 'secretBinary'],
};

/** Stands in every value that holds a secret, wherever the program carries it: so it is found by itself and not by a name. */
export const secretMark = 'goldpath-secret';

/**
 * A value for each output that is not known before a deployment, made so that it tells whose it is: an edge survives
 * wherever the program passes it on, inside of other texts too.
 *
 * @param id the resource's own id, which no other resource has
 */
export function syntheticOutputs(
  load: NodeJS.Require,
  { type, id, inputs, region }: { type: string; id: string; inputs: Record<string, unknown>; region: string },
): Record<string, string> {
  const missing = namingOutputs(load, type).filter(name => inputs[name] === undefined && name !== 'id');
  const secrets = secretOutputs[type] ?? [];
  return {
    ...Object.fromEntries(missing.map(name => [name, outputValue(name, type, id, region)])),
    ...Object.fromEntries(
      secrets
        .filter(name => inputs[name] === undefined)
        .map(name => [name, `${secretMark}:${name} of ${id}`]),
    ),
    // one and the same table by two names
    ...(vpcTypes.has(type) && {
      defaultRouteTableId: `${id}/main-table`,
      mainRouteTableId: `${id}/main-table`,
    }),
  };
}

const vpcTypes = new Set(['aws:ec2/vpc:Vpc', 'aws:ec2/defaultVpc:DefaultVpc']);

/** An ARN is made as AWS makes them, and an address as one of the web, since programs take them apart. */
function outputValue(name: string, type: string, id: string, region: string): string {
  if (/ur[il]$/i.test(name)) return `https://${id}/${name}`;
  if (name !== 'arn') return `${id}/${name}`;
  const service = /^aws:(\w+)/.exec(type)?.[1] ?? 'goldpath';
  return service === 's3' ? `arn:aws:s3:::${id}` : `arn:aws:${service}:${region}:${account}:${id}`;
}
