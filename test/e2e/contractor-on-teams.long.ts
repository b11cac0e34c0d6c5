import { tellContractor } from './stories/contractor.ts';

await tellContractor('on Teams', 'all');
