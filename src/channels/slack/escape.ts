import { clean } from '../clean.ts';

/**
 * People's text in Slack's hands. mrkdwn has no escape character, so what would be read as markup is replaced by its
 * nearest look-alike or parted by an invisible joiner: a name can then neither ping a company, nor link, nor dress up
 * as a state.
 */

/** Invisible, no line break. */
const joiner = '\u2060';

/** For `plain_text`, which Slack shows as it is; pings are parted all the same, for clients that think otherwise. */
export function escapePlain(text: string): string {
  return clean(text)
    .replaceAll(/<(?=[!@#])/g, `<${joiner}`)
    .replaceAll(/@(?=(?:here|channel|everyone|group)\b)/gi, `@${joiner}`);
}

/** For `mrkdwn` and the `text` of messages. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMrkdwn(text: string): string {
  return (
    clean(text)
      .replaceAll(/@(?=(?:here|channel|everyone|group)\b)/gi, `@${joiner}`)
      .replaceAll('*', '\u2217')
      .replaceAll('~', '\u223c')
      .replaceAll('`', '\u02cb')
      // Inside a word Slack leaves the underscore alone, and so do we: `billing_service` can be copied.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02cd')
      // `:white_check_mark:` would become an emoji, and an emoji looks like a state.
      .replaceAll(/:(?=[a-z0-9_+'-]+:)/gi, '\ua789')
      // An escaped `>` still begins a quotation when a line begins with it.
      .replaceAll(/^(\s*)>/gm, `$1${joiner}>`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
