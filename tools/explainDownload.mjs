// Plain JavaScript for Node 18 and up: see run.mjs.

const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network timeout|RequestError/i;

/**
 * Returns one line that explains why a download failed: no connection, a full disk, or the first error of npm or Yarn.
 *
 * @param {string} output - of npm or Yarn
 * @param {string} otherwise - used when the output contains no error
 */
export function explainDownload(output, otherwise) {
  if (offline.test(output)) {
    return 'The package registry cannot be reached. Check the connection (or the proxy that npm uses) and run the command again; finished downloads are kept.';
  }
  if (/ENOSPC|no space left/i.test(output)) {
    return 'The disk is full. Free about 4 GB and run the command again; finished downloads are kept.';
  }
  const lines = output.split('\n').filter(line => /error|YN\d{4}.*│/i.test(line) && !/YN0000/.test(line));
  return `The installation failed: ${(lines[0] ?? otherwise).trim()}`;
}
