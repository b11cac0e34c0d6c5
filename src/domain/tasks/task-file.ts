import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/**
 * What may be brought: what a camera, a screenshot and a printer make, and nothing that runs anything when it is
 * opened.
 */
export const fileTypes = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const;
const fileTypeSchema = z.enum(fileTypes);
export type FileType = z.infer<typeof fileTypeSchema>;

/** Largest file in bytes; how many a step and a departure may hold. */
export const fileLimits = { bytes: 10 * 1024 * 1024, ofTask: 5, ofDeparture: 60 } as const;

/** What is known of a file without its bytes, which lie sealed in the store under `id`. */
export const givenFileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** Of the bytes, in hexadecimal: what is opened later is held to it. */
  sha256: z.hex().length(64),
  /** In bytes. */
  size: z.int().min(1).max(fileLimits.bytes),
  /** As its first bytes say, whatever its sender claims. */
  type: fileTypeSchema,
  /**
   * As its sender called it. It may name people: it stands in what is sealed, and goes to nobody who may not open the
   * file.
   */
  name: z.string().trim().min(1).max(120),
});
export type GivenFile = z.infer<typeof givenFileSchema>;

/** A file that somebody brought as proof of a step. */
export const taskFileSchema = givenFileSchema.extend({ by: z.string(), at: instantSchema });
export type TaskFile = z.infer<typeof taskFileSchema>;
