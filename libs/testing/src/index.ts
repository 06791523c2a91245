export type { ProblemResponse } from './matchers.ts';
