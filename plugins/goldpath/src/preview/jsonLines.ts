/** The values of a stream of lines of JSON, each as soon as its line is complete. */
export async function* jsonLines<Value>(stream: ReadableStream<Uint8Array>): AsyncGenerator<Value> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Value;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {
      // the request was ended already
    });
  }
}
