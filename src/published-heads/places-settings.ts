import { z } from 'zod';
import { secretRefSchema } from '../connectors/secrets.ts';

const timeoutSeconds = z.int().min(1).max(300).default(30).meta({ description: 'How long one answer may take.' });

const ownMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const httpAddress = z
  .url({ protocol: /^https?$/ })
  .refine((address) => {
    const { username, password } = new URL(address);
    return username === '' && password === '';
  }, 'expected an address without a user or a password; those have keys of their own')
  .refine(
    (address) => address.startsWith('https:') || ownMachine.has(new URL(address).hostname),
    'expected https: what is published goes nowhere in the clear, but to this machine',
  );

const s3Schema = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket, such as relais-heads')
    .meta({
      description: 'A bucket with versioning, and with object lock for `keepDays`.',
    }),
  prefix: z
    .string()
    .regex(/^(?:[\w.-]+\/)*$/, 'expected a path that ends with a slash, such as relais-heads/, or nothing')
    .default('relais-heads/')
    .meta({ description: 'What the names of its objects begin with.' }),
  region: z.string().min(1).default('us-east-1').meta({ description: 'Its region.' }),
  endpoint: httpAddress.optional().meta({ description: 'Of a server other than Amazon’s.' }),
  accessKeyId: z.string().min(1).meta({ description: 'The id of the access key.' }),
  secretAccessKey: secretRefSchema,
  keepDays: z
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .meta({ description: 'For so many days the bucket lets nobody delete a line (object lock, compliance mode).' }),
  timeoutSeconds,
});
export type S3Settings = z.infer<typeof s3Schema>;

const gitSchema = z.strictObject({
  url: httpAddress.meta({ description: 'The repository, as it is cloned over HTTPS.' }),
  branch: z
    .string()
    .min(1)
    .default('main')
    .meta({ description: 'A branch that is there, best one that nobody may rewrite.' }),
  file: z
    .string()
    .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, 'expected the path of a file inside the repository')
    .default('relais-heads.jsonl')
    .meta({ description: 'The file in it that is added to.' }),
  username: z
    .string()
    .min(1)
    .default('relais')
    .meta({ description: 'Who pushes; many hosts take any name beside a token.' }),
  password: secretRefSchema,
  timeoutSeconds,
});
export type GitSettings = z.infer<typeof gitSchema>;

/** `evidence.heads` of `relais.yaml`: one place or several, each with a list of its own. */
export const headsSettingsSchema = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'A file that is added to, best where Relais can only append, on another machine.' }),
    s3: s3Schema.optional().meta({ description: 'A bucket of Amazon S3, or of a server that speaks like it.' }),
    git: gitSchema.optional().meta({ description: 'A file in a Git repository, to which each line is pushed.' }),
    email: z
      .strictObject({
        to: z.email().meta({ description: 'Whoever keeps the lines: an auditor, best outside the company.' }),
      })
      .optional()
      .meta({ description: 'A mailbox to which each line is sent; mail must be set.' }),
    everyHours: z.int().min(1).max(168).default(24).meta({ description: 'How often.' }),
  })
  .refine(
    ({ file, s3, git, email }) => [file, s3, git, email].some((place) => place !== undefined),
    'expected a place to publish to: file, s3, git or email',
  );
export type HeadsSettings = z.infer<typeof headsSettingsSchema>;
