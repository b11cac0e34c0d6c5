/** What a part of a card can look like, in a mail and on a page. */
type LookName =
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'text'
  | 'note'
  | 'quote'
  | 'status'
  | 'facts'
  | 'fact'
  | 'list'
  | 'item'
  | 'state'
  | 'detail'
  | 'table'
  | 'cell'
  | 'head'
  | 'code'
  | 'rule'
  | 'muted';

/**
 * How a part is given its look: `class` where a style sheet stands beside, `style` in a mail, where clients drop it.
 */
export type Look = (name: LookName) => { class: string } | { style: string };

/** No colour of a text or ground is set but on the button: so every client's dark mode fits. */
const inline: Readonly<Record<LookName, string>> = {
  title: 'font-size:20px;line-height:1.3;margin:0 0 4px',
  subtitle: 'margin:0 0 16px;opacity:.75',
  heading: 'font-size:16px;margin:20px 0 6px',
  text: 'margin:0 0 10px;white-space:pre-line',
  note: 'margin:0 0 10px;font-size:14px;opacity:.75;white-space:pre-line',
  quote: 'margin:0 0 10px;padding-left:12px;border-left:3px solid #8888;white-space:pre-line',
  status: 'margin:0 0 12px;padding:8px 12px;border:1px solid #8888;border-radius:6px',
  facts: 'margin:0 0 10px;border-collapse:collapse',
  fact: 'text-align:left;vertical-align:top;padding:2px 14px 2px 0;font-weight:normal;opacity:.75',
  list: 'margin:0 0 10px;padding:0;list-style:none',
  item: 'margin:0 0 6px',
  state: 'font-size:13px;opacity:.75',
  detail: 'font-size:14px;opacity:.75',
  table: 'margin:0 0 10px;border-collapse:collapse;width:100%',
  cell: 'text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-top:1px solid #8884',
  head: 'text-align:left;padding:4px 10px 4px 0;font-size:14px',
  code: 'margin:0 0 10px;font-family:monospace;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere',
  rule: 'border:0;border-top:1px solid #8884;margin:16px 0',
  muted: 'opacity:.75',
};

export const inMail: Look = (name) => ({ style: inline[name] });
export const onPage: Look = (name) => ({ class: name });
