/**
 * The bucket of what people sent (ORIGINALS_BUCKET), of its copies in a second region (ORIGINALS_REPLICA), or of what was made of it
 * (RENDITIONS_BUCKET).
 * @throws Error when it is not set
 */
export function bucket(name: 'ORIGINALS_BUCKET' | 'ORIGINALS_REPLICA' | 'RENDITIONS_BUCKET'): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: see serverless.yml`);
  return value;
}
