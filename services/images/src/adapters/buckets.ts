/**
 * The bucket of what people sent (ORIGINALS_BUCKET), or of what was made of it (RENDITIONS_BUCKET).
 * @throws Error when it is not set
 */
export function bucket(name: 'ORIGINALS_BUCKET' | 'RENDITIONS_BUCKET'): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: see serverless.yml`);
  return value;
}
