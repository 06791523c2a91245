import { objects } from '@libs/handler';
import { correlationOf } from '../data/correlation-of.ts';
import { analysisOf } from '../intake/analysis-of.ts';
import { takeIn } from '../intake/take-in.ts';

/** An original has arrived: what it is, where and when it was made, whether the owner has it already, and what is in it. */
export const handler = objects(async ({ object, log }, analyse = analysisOf) => takeIn({ object, log }, analyse), {
  correlationOf,
});
