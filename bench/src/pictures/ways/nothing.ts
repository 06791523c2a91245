import type { Way } from '../way.ts';

/** What a process of Node costs by itself. */
export const make: Way = async () => [];
