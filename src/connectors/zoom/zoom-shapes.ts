import { z } from 'zod';
import { idText, optional } from '../kit/vendor-shapes.ts';

/** What is read of Zoom's answers: https://developers.zoom.us/docs/api/users/ . Everything else is dropped. */
const status = z.enum(['active', 'inactive', 'pending']);

/** A user as the list of all tells them. */
export const listedUserShape = z.object({ id: optional(idText), email: z.string().min(1) });

export const userShape = z.object({
  id: idText,
  email: z.string().min(1),
  status,
  /** 1 basic, 2 licensed, 4 unassigned, 99 none. */
  type: z.int(),
  account_id: optional(idText),
  display_name: optional(z.string()),
  first_name: optional(z.string()),
  last_name: optional(z.string()),
  role_id: optional(idText),
  role_name: optional(z.string()),
  /** Left out where it is not told; a user in no group has an empty one. */
  group_ids: optional(z.array(idText)),
  last_login_time: optional(z.string()),
});
export type ZoomUser = z.infer<typeof userShape>;

export const groupShape = z.object({ id: idText, name: optional(z.string()) });

/**
 * A meeting, a webinar or a recorded meeting. `pmi`: told of a meeting that was scheduled by its host’s personal
 * meeting id.
 */
export const hostedShape = z.object({ id: idText, pmi: optional(idText) });

export const userSettingsShape = z.object({ feature: optional(z.object({ zoom_phone: optional(z.boolean()) })) });
