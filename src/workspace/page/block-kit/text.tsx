import { Fragment, type ReactNode } from 'react';
import { useSession } from '../state/session.ts';
import { type Inline, type Paragraph, parseMrkdwn, parsePlain, safeUrl } from './mrkdwn.ts';
import type { TextObject } from './schema.ts';
import { formatSlackDate } from './slack-date.ts';

/** A text object as inline text; block-level mrkdwn (quotes, code blocks) needs `Mrkdwn`. */
export function Text({ text }: { text: TextObject }) {
  return text.type === 'mrkdwn' ? (
    <Mrkdwn source={text.text} />
  ) : (
    <Inlines items={parsePlain(text.text, text.emoji !== false)} />
  );
}

/** Slack's mrkdwn. */
export function Mrkdwn({ source }: { source: string }) {
  const paragraphs = parseMrkdwn(source);
  return paragraphs.map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity of their own
    <Fragment key={index}>
      {index > 0 && paragraph.kind === 'lines' && paragraphs[index - 1]?.kind === 'lines' ? '\n' : null}
      <ParagraphView paragraph={paragraph} />
    </Fragment>
  ));
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  switch (paragraph.kind) {
    case 'pre':
      return <pre>{paragraph.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Inlines items={paragraph.children} />
        </blockquote>
      );
    case 'lines':
      return <Inlines items={paragraph.children} />;
  }
}

function Inlines({ items }: { items: readonly Inline[] }): ReactNode {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of text have no identity of their own
    <InlineView key={index} item={item} />
  ));
}

function InlineView({ item }: { item: Inline }) {
  switch (item.kind) {
    case 'text':
      return item.text;
    case 'emoji':
      return <Emoji code={item.code} glyph={item.glyph} />;
    case 'bold':
      return (
        <strong>
          <Inlines items={item.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines items={item.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines items={item.children} />
        </s>
      );
    case 'code':
      return <code>{item.text}</code>;
    case 'link':
      return <OutsideLink url={item.url}>{item.text}</OutsideLink>;
    case 'user':
      return <UserMention id={item.id} fallback={item.text} />;
    case 'channel':
      return <ChannelMention id={item.id} fallback={item.text} />;
    case 'broadcast':
      return <span className="mention">{item.text}</span>;
    case 'date':
      return <SlackDate {...item} />;
  }
}

export function Emoji({ code, glyph }: { code: string; glyph: string }) {
  return (
    <span role="img" aria-label={code.replaceAll('_', ' ')} className="emoji">
      {glyph}
    </span>
  );
}

export function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  const safe = safeUrl(url);
  if (!safe) return children;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export function UserMention({ id, fallback }: { id: string; fallback: string | null }) {
  const { bootstrap, me, personOf } = useSession();
  const name = personOf(id)?.name ?? (id === bootstrap.bot.userId ? bootstrap.bot.name : (fallback ?? id));
  return <span className={id === me.id ? 'mention mention-me' : 'mention'}>@{name.replace(/^@/, '')}</span>;
}

export function ChannelMention({ id, fallback }: { id: string; fallback: string | null }) {
  const { conversations } = useSession();
  const name = conversations.find((conversation) => conversation.id === id)?.name ?? fallback ?? id;
  return <span className="mention">#{name}</span>;
}

export function SlackDate(props: { epoch: number; format: string; url: string | null; fallback: string }) {
  const { reader } = useSession();
  const written = formatSlackDate(props.epoch, props.format, reader);
  const time = <time dateTime={new Date(props.epoch * 1000).toISOString()}>{written}</time>;
  return props.url ? <OutsideLink url={props.url}>{time}</OutsideLink> : time;
}

/** What a screen reader or a notification says of a mrkdwn text: no marks, names instead of ids. */
export function spokenText(source: string, nameOf: (id: string) => string): string {
  const flat = (items: readonly Inline[]): string =>
    items
      .map((item) => {
        if ('children' in item) return flat(item.children);
        if (item.kind === 'user') return nameOf(item.id);
        if (item.kind === 'emoji') return '';
        if (item.kind === 'date') return item.fallback;
        if (item.kind === 'channel') return item.text ?? '';
        return item.text;
      })
      .join('');
  return parseMrkdwn(source)
    .map((paragraph) => (paragraph.kind === 'pre' ? paragraph.text : flat(paragraph.children)))
    .join(' ')
    .trim();
}
