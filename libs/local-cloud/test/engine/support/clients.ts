/** Where a client of the SDK finds the engine. */
export const on = ({ endpoint }: { endpoint: string }) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
