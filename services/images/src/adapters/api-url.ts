/**
 * Where this API is found by people, by API_URL: https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com. Not from the request, whose `Host` the
 * caller writes.
 * @throws Error when it is not set
 */
export function apiUrl(): string {
  const url = process.env['API_URL'];
  if (url === undefined || url === '') throw new Error('API_URL is not set: see serverless.yml');
  return url;
}
