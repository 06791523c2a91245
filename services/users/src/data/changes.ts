import { changesOf, type Change } from '@libs/data';
import { DeletionEntity } from './entities/deletion.ts';
import { ProfileEntity } from './entities/profile.ts';
import { SignInEntity } from './entities/sign-in.ts';

const relayed = { profile: ProfileEntity, signIn: SignInEntity, deletion: DeletionEntity };

/** A change of this service's table that others may have to know of. */
export type UsersChange = Change<typeof relayed>;

/** Reads the table's stream. */
export const usersChanges = changesOf(relayed);
