import { useMemo, useState } from 'react';
import type { ElementValues, Message } from '../../slack/browser-api.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { readBlocks } from '../block-kit/schema.ts';
import { inZone, relative } from '../block-kit/slack-date.ts';
import { SurfaceProvider } from '../block-kit/surface.tsx';
import { Mrkdwn } from '../block-kit/text.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { act } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** `1711537200.000100` → the instant. */
export function instantOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** The page's time is to the minute: a reply of this minute would lie in the future. */
function pastOf(ts: string, now: Date): Date {
  return new Date(Math.min(instantOf(ts).getTime(), now.getTime()));
}

/** One message: who, when, what it says, and what can be done with it. */
export function MessageView(props: {
  message: Message;
  /** Follows one of the same author closely: name and face are not repeated. */
  compact: boolean;
  inThread: boolean;
  highlighted?: boolean;
  onThread?: (ts: string) => void;
}) {
  const { message, compact } = props;
  const { reader } = useSession();
  const { say } = useWords();
  const at = instantOf(message.ts);
  const time = inZone(at, reader, { hour: '2-digit', minute: '2-digit' });
  const full = inZone(at, reader, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <article
      className="message"
      tabIndex={-1}
      data-compact={compact ? 'yes' : undefined}
      data-ephemeral={message.ephemeral ? 'yes' : undefined}
      data-ts={message.ts}
      data-highlight={props.highlighted ? 'yes' : undefined}
      aria-label={say('messages.by', { name: message.author.name, time })}
    >
      <div className="message-gutter">
        {compact ? (
          <time className="message-time-compact" dateTime={at.toISOString()} title={full}>
            {time}
          </time>
        ) : (
          <Avatar id={message.author.id} name={message.author.name} kind={message.author.kind} />
        )}
      </div>
      <div className="message-body">
        {message.ephemeral && (
          <p className="only-you">
            <Icon name="eye" size={14} />
            {say('messages.onlyYou')}
          </p>
        )}
        {!compact && (
          <p className="message-head">
            <strong className="message-author">{message.author.name}</strong>
            {message.author.kind !== 'person' && <span className="app-tag">{say('messages.app')}</span>}
            <time dateTime={at.toISOString()} title={full}>
              {time}
            </time>
          </p>
        )}
        <MessageContent message={message} inThread={props.inThread} />
        {message.edited && <span className="message-edited">{say('messages.edited')}</span>}
        {message.ephemeral && <DismissEphemeral ts={message.ts} />}
        {!props.inThread && message.replyCount > 0 && (
          <button type="button" className="reply-line" onClick={() => props.onThread?.(message.ts)}>
            <Icon name="reply" size={16} />
            <RepliesWords message={message} />
          </button>
        )}
      </div>
      {!message.ephemeral && <MessageTools {...props} />}
    </article>
  );
}

function RepliesWords({ message }: { message: Message }) {
  const { reader } = useSession();
  const { say, count } = useWords();
  return (
    <>
      <strong>{count('messages.replies', message.replyCount)}</strong>
      {message.latestReplyTs && (
        <span className="muted">
          {say('messages.lastReply', { when: relative(pastOf(message.latestReplyTs, reader.now), reader) })}
        </span>
      )}
    </>
  );
}

function MessageContent({ message, inThread }: { message: Message; inThread: boolean }) {
  const blocks = useMemo(() => readBlocks(message.blocks), [message.blocks]);
  const attached = useMemo(
    () => message.attachments.map((attachment) => ({ color: attachment.color, blocks: readBlocks(attachment.blocks) })),
    [message.attachments],
  );
  const all = useMemo(() => [...blocks, ...attached.flatMap((attachment) => attachment.blocks)], [blocks, attached]);
  const [typed, setTyped] = useState<ElementValues>({});
  if (all.length === 0) {
    return (
      <div className="block-text message-text">
        <Mrkdwn source={message.text} />
      </div>
    );
  }
  return (
    <SurfaceProvider
      container={{ kind: 'message', channel: message.channel, ts: message.ts }}
      blocks={all}
      domPrefix={`${inThread ? 't' : 'm'}-${message.ts}`}
      typed={typed}
      onTyped={setTyped}
    >
      {blocks.length > 0 && <Blocks blocks={blocks} />}
      {blocks.length === 0 && message.text && (
        <div className="block-text message-text">
          <Mrkdwn source={message.text} />
        </div>
      )}
      {attached.map((attachment, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no identity of their own
          key={index}
          className="attachment"
          style={attachment.color ? { borderColor: attachment.color } : undefined}
        >
          <Blocks blocks={attachment.blocks} />
        </div>
      ))}
    </SurfaceProvider>
  );
}

function DismissEphemeral({ ts }: { ts: string }) {
  const { me, complain } = useSession();
  const { say } = useWords();
  const dismiss = async () => {
    const result = await act(`/people/${me.id}/ephemerals/${ts}/dismiss`, {}, say('page.noAnswer'));
    if (!result.ok) complain(say('page.problem', { message: result.message }));
  };
  return (
    <button type="button" className="link-button" onClick={() => void dismiss()}>
      {say('messages.dismiss')}
    </button>
  );
}

/** What floats over a message under the pointer or focus: reply, and the message shortcuts of the app. */
function MessageTools({
  message,
  inThread,
  onThread,
}: {
  message: Message;
  inThread: boolean;
  onThread?: (ts: string) => void;
}) {
  const { bootstrap, me, complain } = useSession();
  const { say } = useWords();
  const run = async (callbackId: string) => {
    const body = { callbackId, message: { channel: message.channel, ts: message.ts } };
    const result = await act(`/people/${me.id}/shortcuts`, body, say('page.noAnswer'));
    if (!result.ok) complain(say('page.problem', { message: result.message }));
  };
  const shortcuts = bootstrap.shortcuts.filter((shortcut) => shortcut.kind === 'message');
  if (inThread && shortcuts.length === 0) return null;
  return (
    <div className="message-tools">
      {!inThread && onThread && (
        <button
          type="button"
          className="icon-button"
          aria-label={say('messages.reply')}
          title={say('messages.reply')}
          onClick={() => onThread(message.threadTs ?? message.ts)}
        >
          <Icon name="reply" size={18} />
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu
          label={say('messages.more')}
          align="end"
          disabled={me.deactivated}
          items={shortcuts.map((shortcut) => ({
            key: shortcut.callbackId,
            label: shortcut.name,
            description: shortcut.description,
            onChoose: () => void run(shortcut.callbackId),
          }))}
        >
          <Icon name="more" size={18} />
        </Menu>
      )}
    </div>
  );
}
