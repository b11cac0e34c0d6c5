import { tellDismissal } from './stories/dismissal.ts';

await tellDismissal('on Slack', []);
