import { reset } from './start/reset.ts';

// `npm run reset`
reset();
