import { createHash } from 'node:crypto';
import { type Stats, statSync } from 'node:fs';

/**
 * A file that was changed a moment ago can be changed again without other times: those of FAT have steps of two seconds, in
 * milliseconds.
 */
const STEP_OF_TIMES = 2_000;

/** The number of folders whose results are kept; that of the folder that was asked for longest ago is dropped. */
const CAPACITY = 10_000;

/** Receives what a result depends on. */
export interface Dependencies {
  /**
   * Adds a file or folder; called before it is read.
   *
   * @param file - its path from the folder of the result, with forward slashes
   */
  add: (file: string) => void;
  /** The result depends on more than can be added, so it is not kept. */
  addUnknown: () => void;
}

type State = Stats | 'missing' | 'refused';

interface Known<Value> {
  value: Value;
  files: readonly string[];
  digest: string;
}

/**
 * Keeps results that were made of the files in folders, until the file system reports another size, identity, time of modification
 * or time of change for one of the files. Programs can set back the time of modification, but not that of the change. As in git's
 * index, a file that had just been changed when it was read is read again.
 */
export class FileMemo<Value> {
  readonly #known = new Map<string, Known<Value>>();

  /**
   * The result for a folder.
   *
   * @param find - finds the result, and adds every file that it depends on
   * @param isValid - whether everything else that a kept result depends on is the same
   */
  async get(
    dir: string,
    find: (dependencies: Dependencies) => Promise<Value>,
    isValid: (value: Value) => boolean,
  ): Promise<Value> {
    const known = this.#known.get(dir);
    this.#known.delete(dir);
    if (
      known &&
      isValid(known.value) &&
      digestOf(known.files.map(file => stateOf(dir, file))) === known.digest
    )
      return this.#keep(dir, known);
    const begin = Date.now();
    const states = new Map<string, State>();
    let isKnown = true;
    const value = await find({
      add(file) {
        // the first state is from before every reading
        if (!states.has(file)) states.set(file, stateOf(dir, file));
      },
      addUnknown() {
        isKnown = false;
      },
    });
    const isSettled = [...states.values()].every(state => isBefore(state, begin - STEP_OF_TIMES));
    if (!isKnown || !isSettled) return value;
    return this.#keep(dir, { value, files: [...states.keys()], digest: digestOf([...states.values()]) });
  }

  #keep(dir: string, known: Known<Value>): Value {
    this.#known.set(dir, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > CAPACITY && oldest !== undefined) this.#known.delete(oldest);
    return known.value;
  }
}

/** By a synchronous call, which is several times faster for many small files. */
function stateOf(dir: string, file: string): State {
  try {
    return statSync(`${dir}/${file}`, { throwIfNoEntry: false }) ?? 'missing';
  } catch {
    // such as a folder on the way to it that cannot be entered; reading the file reports it
    return 'refused';
  }
}

function isBefore(state: State, time: number): boolean {
  if (typeof state === 'string') return state === 'missing';
  return Math.max(state.mtimeMs, state.ctimeMs) < time;
}

function digestOf(states: readonly State[]): string {
  const numbers = new Float64Array(states.length * 4);
  states.forEach((state, index) => {
    const { size, ino, mtimeMs, ctimeMs } = typeof state === 'string' ? none[state] : state;
    numbers.set([size, ino, mtimeMs, ctimeMs], index * 4);
  });
  return createHash('sha256').update(numbers).digest('hex');
}

const none = {
  missing: { size: -1, ino: 0, mtimeMs: 0, ctimeMs: 0 },
  refused: { size: -2, ino: 0, mtimeMs: 0, ctimeMs: 0 },
};
