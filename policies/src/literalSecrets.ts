import { secretIn, unknownValue } from '@goldpath/program';

/** Values whose form proves that they are a secret, each with what it is called in messages. */
const forms: [what: string, form: RegExp][] = [
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a live key of Stripe', /\b[sr]k_live_\w{7,}/],
  ['a token of GitHub', /\b(?:gh[pousr]_\w{7,}|github_pat_\w{20,})/],
  ['a token of GitLab', /\bglpat-[\w-]{20,}/],
  ['a token of Slack', /\bxox[abeprs]-[\w-]{7,}/],
  ['a webhook of Slack', /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/],
  ['a key of OpenAI or Anthropic', /\bsk-(?:proj|ant|svcacct)-[\w-]{7,}/],
  ['a key of SendGrid', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
];

/** `scheme://user:password@host`, where the user may be left out. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"]*:([^\s@/'"]+)@([^\s:/'"]+)/gi;

/** The last words of names of settings that hold a secret: `DB_PASSWORD`, `stripeSecretKey`, `GITHUB_PAT`. */
const secretName =
  /(?:^|_)(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|PAT|CREDENTIALS?|(?:SECRET|PRIVATE|API|ACCESS|SIGNING|ENCRYPTION|AUTH)_?KEY|(?:JWT|COOKIE|SESSION)_SIGNING)$/;

const passwordName = /(?:PASSWORD|PASSWD|PWD|PASSPHRASE)$/;

/** Values that name the place of a secret, switch something, or are filled in later. */
const innocentValues = [
  /^$/,
  /^[\d.,\s]+$/,
  /^(true|false|yes|no|on|off|none|null|undefined|enabled|disabled|required|optional)$/i,
  /^arn:/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  // a path, such as /run/secrets/db, prod/api/token or alias/orders
  /^[\w.@~-]*(?:\/[\w.@-]+)+\/?$/,
  // an output that the program has turned into a text, whose value is not in it
  /^Calling \[to(?:String|JSON)\] on an \[Output/,
  // a placeholder: ${TOKEN}, $(TOKEN), {{ token }}, <token>, %TOKEN%
  /^[$%]|^<.*>$|\{\{.*\}\}/,
];

/** Names with separators and without digits, such as `github-token`: they refer to a secret of that name. */
const nameOfSecret = /^[a-z]+(?:[-_.][a-z]+)+$/;

/** `NAME=value` in scripts and commands. */
const assignment = /(?:^|[\s;"'])([A-Za-z_]\w*)=(["']?)([^\s"';|&]+)\2/g;

/**
 * Returns the secret that a text contains literally, as messages name it; `undefined` when it has none.
 *
 * @param name the name of the setting
 */
export function literalSecret(name: string, text: string): string | undefined {
  const proven = forms.find(([, form]) => form.test(text))?.[0];
  if (proven) return proven;
  if (hasPasswordInUrl(text)) return 'a URL with a password';
  if (isSecretSetting(name, text)) return 'a value that its name calls a secret';
  const assigned = [...text.matchAll(assignment)].find(([, variable = '', , value = '']) =>
    isSecretSetting(variable, value),
  );
  return assigned && `the literal value of ${assigned[1]}`;
}

/** Whether a value is written down: it is neither known only at deployment, nor a secret or an output of a resource. */
export function isLiteral(text: string): boolean {
  return !text.includes(unknownValue) && secretIn(text) === undefined && !/#\d+#/.test(text);
}

function hasPasswordInUrl(text: string): boolean {
  return [...text.matchAll(urlWithPassword)].some(
    ([, password = '', host = '']) =>
      isLiteral(password) && !isInnocent(password) && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(host),
  );
}

function isSecretSetting(name: string, value: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toUpperCase();
  if (!secretName.test(words) || !isLiteral(value) || isInnocent(value)) return false;
  return passwordName.test(words) || !nameOfSecret.test(value);
}

function isInnocent(value: string): boolean {
  return innocentValues.some(innocent => innocent.test(value.trim()));
}
