import { keepsEveryInvariant } from './keeps-every-invariant.ts';

keepsEveryInvariant([7_001, 960]);
