// The language host of Node for the Pulumi engine: runs programs and policy packs, as pulumi-language-nodejs does, whose Go module
// is not published on its own. Usage: languageHost.mjs [options] <address of the engine>
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const require = createRequire(import.meta.url);

// the protocol's definitions are those of the SDK in the program's own node_modules
const from = process.env.PULUMI_SDK_FROM || process.cwd();
const sdk = require.resolve('@pulumi/pulumi/package.json', { paths: [from] });
const load = name => require(require.resolve(name, { paths: [path.dirname(sdk)] }));
const grpc = load('@grpc/grpc-js');
const { LanguageRuntimeService } = load('@pulumi/pulumi/proto/language_grpc_pb');
const messages = load('@pulumi/pulumi/proto/language_pb');
const { PluginInfo } = load('@pulumi/pulumi/proto/plugin_pb');

const engine = process.argv.at(-1);
const env = { ...process.env, PULUMI_NODEJS_TYPESCRIPT: 'true' };
/** Loading the compiler takes half a second. */
const withoutCompiler = { PULUMI_NODEJS_TYPESCRIPT: 'false' };

/** The exit code with which the SDK says that it has reported the error itself. */
const REPORTED = 32;

const answer = create => (_call, done) => done(null, create());

function run({ request }, done) {
  const folder = request.getInfo().getProgramDirectory();
  const organization = request.getOrganization();
  const args = [
    require.resolve('@pulumi/pulumi/cmd/run', { paths: [folder] }),
    ...['--monitor', request.getMonitorAddress(), '--engine', engine, '--pwd', request.getPwd()],
    ...['--project', request.getProject(), '--stack', request.getStack()],
    ...['--parallel', String(request.getParallel())],
    ...(organization ? ['--organization', organization] : []),
    ...(request.getDryrun() ? ['--dry-run'] : []),
    path.resolve(folder, request.getInfo().getEntryPoint()),
  ];
  const config = {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  const compiled = args.at(-1).endsWith('.js') ? withoutCompiler : {};
  // the engine reads the address of this host from standard output
  const options = { cwd: request.getPwd(), env: { ...env, ...compiled, ...config }, stdio: ['ignore', 2, 2] };
  spawn(process.execPath, args, options).on('exit', code => {
    const response = new messages.RunResponse();
    if (code === REPORTED) response.setBail(true);
    else if (code !== 0) response.setError(`the program exited with code ${code}`);
    done(null, response);
  });
}

function runPlugin(call) {
  const { request } = call;
  const folder = request.getInfo().getProgramDirectory();
  const isPack = request.getKind() === 'analyzer';
  const command = isPack ? 'run-policy-pack' : 'run-plugin';
  const entry = require.resolve(`@pulumi/pulumi/cmd/${command}`, { paths: [folder] });
  const args = isPack ? [...request.getArgsList(), folder] : [folder, ...request.getArgsList()];
  const given = Object.fromEntries(request.getEnvList().map(line => line.split(/=(.*)/s, 2)));
  const options = { cwd: folder, env: { ...env, ...given }, stdio: ['ignore', 'pipe', 'pipe'] };
  const child = spawn(process.execPath, [entry, ...args], options);
  const send = (field, value) => {
    const response = new messages.RunPluginResponse();
    response[field](value);
    call.write(response);
  };
  child.stdout.on('data', bytes => send('setStdout', bytes));
  child.stderr.on('data', bytes => send('setStderr', bytes));
  child.on('exit', code => {
    send('setExitcode', code ?? 1);
    call.end();
  });
  call.on('cancelled', () => child.kill());
}

const server = new grpc.Server({ 'grpc.max_receive_message_length': 400 * 2 ** 20 });
server.addService(LanguageRuntimeService, {
  handshake: answer(() => new messages.LanguageHandshakeResponse()),
  getPluginInfo: answer(() => new PluginInfo()),
  getRequiredPackages: answer(() => new messages.GetRequiredPackagesResponse()),
  getRequiredPlugins: answer(() => new messages.GetRequiredPluginsResponse()),
  runtimeOptionsPrompts: answer(() => new messages.RuntimeOptionsResponse()),
  installDependencies: call => call.end(),
  run,
  runPlugin,
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
