import type { ReactNode } from 'react';
import { emojiGlyph } from './emoji.ts';
import type { RichInline, RichPart } from './schema.ts';
import { ChannelMention, Emoji, OutsideLink, SlackDate, UserMention } from './text.tsx';

/** The parts of a `rich_text` block. */
export function RichText({ parts }: { parts: readonly RichPart[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity of their own
    <Part key={index} part={part} />
  ));
}

function Part({ part }: { part: RichPart }) {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div className="rich-section">
          <Run items={part.elements} />
        </div>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Run items={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Run items={part.elements} />
        </pre>
      );
    case 'rich_text_list': {
      const items = part.elements.map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: list items have no identity of their own
        <li key={index}>
          <Run items={section.elements} />
        </li>
      ));
      const style = { marginInlineStart: (part.indent ?? 0) * 24 };
      return part.style === 'ordered' ? (
        <ol className="rich-list" style={style} start={(part.offset ?? 0) + 1}>
          {items}
        </ol>
      ) : (
        <ul className="rich-list" style={style}>
          {items}
        </ul>
      );
    }
  }
}

function Run({ items }: { items: readonly RichInline[] }) {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of text have no identity of their own
    <Piece key={index} item={item} />
  ));
}

function Piece({ item }: { item: RichInline }) {
  switch (item.type) {
    case 'text':
      return <Styled style={item.style}>{item.text}</Styled>;
    case 'link':
      return (
        <Styled style={item.style}>
          <OutsideLink url={item.url}>{item.text ?? item.url}</OutsideLink>
        </Styled>
      );
    case 'emoji': {
      const glyph = emojiGlyph(item.name);
      return glyph ? <Emoji code={item.name} glyph={glyph} /> : `:${item.name}:`;
    }
    case 'user':
      return <UserMention id={item.user_id} fallback={null} />;
    case 'channel':
      return <ChannelMention id={item.channel_id} fallback={null} />;
    case 'broadcast':
      return <span className="mention">@{item.range}</span>;
    case 'date':
      return (
        <SlackDate
          epoch={item.timestamp}
          format={item.format}
          url={item.url ?? null}
          fallback={item.fallback ?? item.format}
        />
      );
  }
}

function Styled({ style, children }: { style: Extract<RichInline, { type: 'text' }>['style']; children: ReactNode }) {
  let drawn = children;
  if (style?.code) drawn = <code>{drawn}</code>;
  if (style?.strike) drawn = <s>{drawn}</s>;
  if (style?.underline) drawn = <u>{drawn}</u>;
  if (style?.italic) drawn = <em>{drawn}</em>;
  if (style?.bold) drawn = <strong>{drawn}</strong>;
  return drawn;
}
