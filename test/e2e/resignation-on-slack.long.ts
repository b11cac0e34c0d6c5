import { tellResignation } from './stories/resignation.ts';

await tellResignation('on Slack', []);
