import { changesOf, type Change } from '@libs/data';
import { DeletionEntity } from './entities/deletion.ts';
import { ImageEntity } from './entities/image.ts';
import { ShareEntity } from './entities/share.ts';

const relayed = { image: ImageEntity, deletion: DeletionEntity, share: ShareEntity };

/** A change of this service's table that others may have to know of. */
export type ImagesChange = Change<typeof relayed>;

/** Reads the table's stream. */
export const imagesChanges = changesOf(relayed);
