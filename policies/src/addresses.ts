/** Whether a block of addresses is not routed on the internet: RFC 1918, RFC 6598 and RFC 4193. */
export function isPrivateBlock(block: string): boolean {
  const [address = '', length = '0'] = block.split('/');
  const [first = 0, second = 0] = address.split('.').map(Number);
  if (/^f[cd][\da-f]{2}:/i.test(address)) return Number(length) >= 7;
  if (first === 10) return Number(length) >= 8;
  if (first === 172) return second >= 16 && second < 32 && Number(length) >= 12;
  if (first === 100) return second >= 64 && second < 128 && Number(length) >= 10;
  return first === 192 && second === 168 && Number(length) >= 16;
}
