import { browserOrLoudSkip } from '../../support/browser.ts';
import { everyCardIsAccessible } from './every-card-accessible.ts';

everyCardIsAccessible(await browserOrLoudSkip('the accessibility of the cards in French'), 'fr');
