import { api } from '@libs/handler';
import { GetUsage } from '../contract/routes.ts';
import { usage } from '../data/usage.ts';
import { limitsOf } from '../domain/limits.ts';

/** GET /images/usage: how much of their quota the caller has used. */
export const handler = api(GetUsage, async ({ caller }, store = usage, limits = limitsOf(process.env)) =>
  store.get(caller.id, limits.quota),
);
