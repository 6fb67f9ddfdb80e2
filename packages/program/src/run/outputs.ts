import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The example account id of AWS's documentation, in which nothing is created. */
export const account = '123456789012';

const declared = new Map<string, readonly string[]>();

/**
 * Returns the outputs that identify a resource, from the declarations of the installed SDK. Each is a string that programs
 * do not branch on, as they would on a status.
 *
 * @param load resolves packages as the program does
 * @param type such as `aws:ec2/vpc:Vpc`
 */
export function namingOutputs(load: NodeJS.Require, type: string): readonly string[] {
  const known = declared.get(type);
  if (known) return known;
  const outputs = declarationOf(load, type)?.matchAll(stringOutput) ?? [];
  const names = [...outputs].map(([, name = '']) => name).filter(name => naming.test(name));
  declared.set(type, names);
  return names;
}

const naming = /(arn|id|name|url|uri|endpoint|address|domain|bucket)$|^(ref|repoDigest)$/i;
const stringOutput = /^ {4}readonly (\w+): pulumi\.Output<string>;$/gm;

/** The declaration files of types whose names do not follow the convention. Task definitions depend on the image's name. */
const declarationFiles: Record<string, string> = {
  'awsx:ecr:Image': 'ecr/image',
  'docker-build:index:Image': 'image',
};

/** Returns the declaration of a type: that of `aws:ec2/vpc:Vpc` is in `@pulumi/aws/ec2/vpc.d.ts`. */
function declarationOf(load: NodeJS.Require, type: string): string | undefined {
  const [, provider, module] = /^([\w-]+):([\w/.-]+):\w+$/.exec(type) ?? [];
  if (!provider || !module || provider === 'pulumi') return undefined;
  const root = packageRoot(load, `@pulumi/${provider}`) ?? packageRoot(load, `@pulumiverse/${provider}`);
  if (!root) return undefined;
  try {
    const file = declarationFiles[type] ?? module.replace(/^index\//, '');
    return readFileSync(path.join(root, `${file}.d.ts`), 'utf8');
  } catch (error) {
    // a type without a class of its own: its outputs stay unknown
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns the folder of an installed package. */
export function packageRoot(load: NodeJS.Require, name: string): string | undefined {
  try {
    return path.dirname(load.resolve(`${name}/package.json`));
  } catch {
    // the provider's package is not installed: its outputs stay unknown
    return undefined;
  }
}

/** Outputs that are secret even when the program does not mark them. */
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

/** The mark in every value that contains a secret: secrets are found by their value instead of by the name of an input. */
export const secretMark = 'goldpath-secret';

/**
 * Returns a synthetic value for each output that is not known before a deployment. It identifies its resource, so that
 * references survive in any value of the program, inside other strings too.
 *
 * @param id the resource's own id, which no other resource has
 */
export function syntheticOutputs(
  load: NodeJS.Require,
  { type, id, inputs, region }: { type: string; id: string; inputs: Record<string, unknown>; region: string },
): Record<string, string> {
  const missing = namingOutputs(load, type).filter(name => inputs[name] === undefined && name !== 'id');
  const secrets = secretOutputs[type] ?? [];
  const outputs: Record<string, string> = {};
  for (const name of missing) outputs[name] = outputValue(name, type, id, region);
  for (const name of secrets.filter(secret => inputs[secret] === undefined))
    outputs[name] = `${secretMark}:${name} of ${id}`;
  if (vpcTypes.has(type)) {
    // two names of the same table
    outputs.defaultRouteTableId = `${id}/main-table`;
    outputs.mainRouteTableId = `${id}/main-table`;
  }
  return outputs;
}

const vpcTypes = new Set(['aws:ec2/vpc:Vpc', 'aws:ec2/defaultVpc:DefaultVpc']);

/** ARNs and URLs have their real format, because programs parse them. */
function outputValue(name: string, type: string, id: string, region: string): string {
  if (/ur[il]$/i.test(name)) return `https://${id}/${name}`;
  if (name !== 'arn') return `${id}/${name}`;
  const service = /^aws:(\w+)/.exec(type)?.[1] ?? 'goldpath';
  if (service === 's3') return `arn:aws:s3:::${id}`;
  return `arn:aws:${service}:${region}:${account}:${id}`;
}
