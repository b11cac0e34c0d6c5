/**
 * The page of the local workspace.
 *
 * How tests find things (English words; `words/french.ts` has the others):
 *
 * | what | how |
 * | --- | --- |
 * | become somebody | `getByRole('navigation', { name: 'People' }).getByRole('button', { name: /^Maya Chen/ })`, or
 * open `#/U0MAYA` |
 * | open a conversation | `getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: /^Relais/
 * })`, or `#/U0MAYA/<channel id>` |
 * | the Home tab | `getByRole('tab', { name: 'Home' })`, or `#/U0MAYA/<channel id>/home` |
 * | write, or run a command | `getByRole('combobox', { name: 'Message to Relais' })`, `fill('/offboard')`,
 * `press('Enter')` |
 * | one message | `getByRole('article')` (named `Relais, 09:00`), or `[data-ts="…"]`; `[data-ephemeral]` is "Only
 * visible to you" |
 * | a thread | `getByRole('button', { name: /repl(y|ies)/ })` opens `getByRole('complementary', { name: 'Thread' })` |
 * | a block's button | `getByRole('button', { name: <accessibility_label or text> })`, or `[data-action="<action_id>"]`
 * |
 * | its question | `getByRole('alertdialog')` with the app's own labels on the two buttons |
 * | a modal | `getByRole('dialog', { name: <title> })`; submit and close by their labels |
 * | an input of it | `getByLabel(<label>)`; selects are comboboxes: `fill('Alex')`, then `dialog.getByRole('option', {
 * name: /Alex Moreau/ }).click()` (within the dialog: the panels beside it have options too) |
 * | dates and times | native inputs: `fill('2026-03-27')`, `fill('17:30')`, `fill('2026-03-27T17:30')` (in the person's
 * zone) |
 * | its errors | text under the input, tied by `aria-describedby`; `[data-block="<block_id>"][data-invalid]` |
 * | shortcuts | `getByRole('button', { name: 'Shortcuts' })`; on a message `getByRole('button', { name: 'More actions'
 * })`; then `getByRole('menuitem')` |
 * | the clock | `getByTestId('clock-now')`, `getByTestId('clock-reason')`, buttons `+1 hour`, `+1 day`, `+1 week`, `To
 * the next instant` |
 * | accounts | `[data-system="<id>"] .account[data-live="yes"|"no"]`; whose: `getByTestId('accounts-of')`, chosen with
 * `getByLabel('Whose accounts')` |
 * | misbehaviour | `getByLabel(/^Behaviour of /)`, `selectOption('down')` |
 * | Slack or Teams | `getByRole('radio', { name: 'Teams' })`, checked: the person on screen changes over |
 * | a Teams card | in `getByRole('article')`; its buttons by their labels, its answer in `getByRole('status')` below it
 * |
 * | an input of it | `getByLabel(<label>)`; people are typed by their names |
 * | what was said aloud | `getByTestId('announcer')`, newest last |
 */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/tokens.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/chat.css';
import './styles/blocks.css';
import './styles/dialogs.css';
import './styles/side.css';
import './styles/teams.css';

const place = document.getElementById('page');
if (!place) throw new Error('index.html has no place for the page');
createRoot(place).render(<App />);
