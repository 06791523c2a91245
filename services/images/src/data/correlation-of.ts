import type { CreatedObject } from '@libs/handler';
import { FAST } from '@libs/data';
import { refOf } from '../domain/object-key.ts';
import { ImageEntity } from './entities/image.ts';

/** The correlation id of the request that announced a picture, or changed it last: S3 tells of an object, and of nothing that led to it. */
export async function correlationOf({ key }: Pick<CreatedObject, 'key'>): Promise<string | undefined> {
  const ref = refOf(key);
  if (!ref) return undefined;
  const { data } = await ImageEntity.get(ref).go(FAST);
  return data?.correlationId;
}
