import { tellResignation } from './stories/resignation.ts';

await tellResignation('across both', ['Jonas', 'Nadia', 'Tom']);
