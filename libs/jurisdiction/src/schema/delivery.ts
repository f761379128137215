import { z } from 'zod';
import { duration } from './common.js';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时刻应写作 22:00');

/** A duration for messages about 一般 and 较大, and one for 重大 and above. */
const byUrgency = (normal: string, urgent: string) =>
  z.strictObject({ normal: duration.default(normal), urgent: duration.default(urgent) }).prefault({});

/** How messages are handed over: `clocks.json`, part `delivery`. */
export const deliverySchema = z
  .strictObject({
    /** Seconds until the second attempt; doubled each time. */
    firstSeconds: z.number().int().min(1).max(600).default(10),
    /** Longest wait between two attempts. */
    longest: byUrgency('PT30M', 'PT2M'),
    /** A provider that says "later" for this long is given up for this recipient, and the next way taken. */
    giveUp: byUrgency('PT4H', 'PT30M'),
    /** A provider that cannot be reached for this long: the next way is taken too, and this one still tried. */
    relayPatience: byUrgency('PT10M', 'PT2M'),
    /** Ways to a person in the order they are tried; `phone` puts the call on the list of tonight's duty room. */
    fallback: z
      .array(z.enum(['mail', 'sms', 'wecom', 'dingtalk', 'phone']))
      .default(['mail', 'sms', 'wecom', 'dingtalk', 'phone']),
    /** More than `after` messages to one recipient within `window` are gathered for `gather` and go as one. */
    bundle: z
      .strictObject({
        after: z.number().int().min(1).max(1000).default(5),
        window: duration.default('PT10M'),
        gather: duration.default('PT1M'),
        most: z.number().int().min(10).max(1000).default(500),
      })
      .prefault({}),
    /** Hours in which messages about 一般 and 较大 wait on these ways; 重大 and above do not. */
    quiet: z
      .strictObject({
        from: timeOfDay.default('22:00'),
        to: timeOfDay.default('07:00'),
        channels: z.array(z.enum(['mail', 'sms', 'wecom', 'dingtalk'])).default(['sms', 'wecom', 'dingtalk']),
      })
      .prefault({}),
    /** Longest time somebody may mute messages; it ends by itself. */
    muteAtMost: duration.default('PT24H'),
  })
  .prefault({});

export type DeliverySettings = z.output<typeof deliverySchema>;
