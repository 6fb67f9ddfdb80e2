import process from 'node:process';
import type { Tree, TreeFile } from '@goldpath/files';

/** The bytes that git looks at to find out whether a file is text: `buffer_is_binary` (git 2.39, looked up 2026-11-28). */
const PROBED_BYTES = 8000;

/** The bytes at the beginning of a script. */
const SHEBANG = Buffer.from('#!');

/**
 * Returns a tree as git stores it, where the checkout may have changed it: Git for Windows writes CRLF for LF
 * (`core.autocrlf`), and Windows has no executable bits.
 *
 * A text file gets LF when all its lines end with CRLF, which is what such a checkout writes; a file with mixed line endings is
 * not changed, and neither is a binary one.
 *
 * @param platform - the operating system that the tree was read on
 */
export function asInGit(tree: Tree, platform: NodeJS.Platform = process.platform): Tree {
  const files = [...tree].map(([file, { content, executable }]): [string, TreeFile] => {
    const isScript = platform === 'win32' && content.subarray(0, SHEBANG.length).equals(SHEBANG);
    return [file, { content: withLf(content), executable: executable || isScript }];
  });
  return new Map(files);
}

function withLf(content: Buffer): Buffer {
  if (!content.includes('\r\n') || content.subarray(0, PROBED_BYTES).includes(0)) return content;
  // latin1 keeps every byte
  const text = content.toString('latin1');
  const isConverted = !/\r(?!\n)|(?<!\r)\n/.test(text);
  if (!isConverted) return content;
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}
