import { AdaptiveCard } from 'adaptivecards';
import markdown from 'markdown-it';
import { mentionMarks } from './prepare-card.ts';

// The few things that Teams reads in a card's text; everything else stays words.
const parser = markdown('zero', { html: false, linkify: false, breaks: true }).enable([
  'emphasis',
  'link',
  'list',
  'newline',
  'escape',
  'entity',
]);
parser.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

const marked = new RegExp(`${mentionMarks.open}([^${mentionMarks.close}]*)${mentionMarks.close}`, 'g');

/** A text of a card or message as HTML: what people wrote in it is escaped, mentions stand out. */
export function cardHtml(text: string): string {
  return parser.render(text).replaceAll(marked, '<span class="mention">$1</span>');
}

/** The renderer leaves markdown to whoever uses it. */
export function teachMarkdown(): void {
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cardHtml(text);
    result.didProcess = true;
  };
}
