import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import workerThreads from 'node:worker_threads';

// A pure test that starts a process, a thread or a server, or opens a connection, fails.

function forbid(target: object, ...names: string[]): void {
  for (const name of names) {
    // not a method or an arrow function, since `new Worker()` needs a constructor
    const fail = function () {
      throw new Error(`A pure test must not call ${name}. Rename the file to x.integration.test.ts.`);
    };
    Object.assign(target, { [name]: fail });
  }
}

forbid(childProcess, 'exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync');
forbid(net.Server.prototype, 'listen');
forbid(net.Socket.prototype, 'connect');
forbid(cluster, 'fork');
forbid(workerThreads, 'Worker');
syncBuiltinESMExports();
