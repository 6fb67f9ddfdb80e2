/**
 * The address of the service, from SERVICE_URL.
 * @throws Error when the variable is missing.
 */
export function serviceUrl(): string {
  const url = process.env.SERVICE_URL;
  if (!url) throw new Error('SERVICE_URL is missing: set it to the address of the service.');
  return url;
}
