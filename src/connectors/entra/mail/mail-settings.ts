import { z } from 'zod';

/** What Relais can do about mail, files and teams; each is an action kind of the same name. */
export const mailWork = [
  'automatic-reply',
  'forwarding',
  'inbox-rules',
  'calendar-sharing',
  'meetings',
  'one-drive',
  'sharing-links',
  'owned-groups',
  'shared-mailbox',
  'mailbox-permissions',
] as const;
export type MailWork = (typeof mailWork)[number];

export const mailSettings = z
  .strictObject({
    to: z
      .union([z.literal('manager'), z.email()])
      .default('manager')
      .meta({
        description:
          'Who takes over mail, files and groups: `manager`, or one address for every leaver for whom the walk names nobody.',
      }),
    what: z
      .array(z.enum(mailWork))
      .default(mailWork.filter((each) => each !== 'forwarding'))
      .meta({
        description:
          'What is done; everything but `forwarding` unless told. `forwarding` needs `inbox-rules`, which ends it.',
      }),
    meetings: z.enum(['cancel', 'ask']).default('cancel').meta({
      description:
        '`cancel`: Relais cancels coming meetings that the person organises. `ask`: a person hands them on and cancels them.',
    }),
    reply: z.string().min(1).max(1000).optional().meta({
      description: 'The automatic answer; `{heir}` is who takes over. Left out: one sentence in English and French.',
    }),
    replyDays: z.int().min(1).max(365).default(90).meta({
      description: 'For how many days the automatic answer is given.',
    }),
    forwardDays: z.int().min(1).max(29).default(14).meta({
      description:
        'For how many days mail is forwarded: the first re-check after them (the flow says on which days) removes the rule.',
    }),
  })
  .refine(({ what }) => !what.includes('forwarding') || what.includes('inbox-rules'), {
    path: ['what'],
    error: 'forwarding needs inbox-rules as well, which removes the rule once its days are over',
  })
  .optional()
  .meta({ description: 'Mail, calendar, OneDrive and teams of the leaver. Left out: not touched.' });
export type MailSettings = z.output<typeof mailSettings>;

/** The application permissions that the work needs besides those of the directory. */
export function mailPermissions(mail: MailSettings): string[] {
  const any = (...what: MailWork[]) => mail !== undefined && what.some((each) => mail.what.includes(each));
  const readsSettings = any('shared-mailbox', 'mailbox-permissions');
  return [
    ...(any('automatic-reply', 'forwarding', 'inbox-rules')
      ? ['MailboxSettings.ReadWrite']
      : readsSettings
        ? ['MailboxSettings.Read']
        : []),
    ...(any('calendar-sharing', 'meetings') ? ['Calendars.ReadWrite'] : []),
    ...(any('one-drive') ? ['Files.ReadWrite.All'] : any('sharing-links') ? ['Files.Read.All'] : []),
    ...(any('owned-groups') ? ['Group.ReadWrite.All'] : []),
  ];
}
