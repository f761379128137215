import { z } from 'zod';
import {
  bodySchema,
  calendarSchema,
  fieldSchema,
  jurisdictionSchema,
  namesakeSchema,
  outletSchema,
  placeSchema,
  policySchema,
  portfolioSchema,
  rosterSchema,
  sourceSchema,
  topicSchema,
  unitSchema,
} from './directory.js';
import {
  clocksSchema,
  deadlineSchema,
  exampleSchema,
  exceptionSchema,
  levelsSchema,
  ruleSchema,
  signalsSchema,
} from './rules.js';
import { templateSchema } from './templates.js';

/** The files of a jurisdiction profile, `config/jurisdictions/<city>/<key>.json` (`examples` is `.jsonl`). */
export const profileFiles = {
  jurisdiction: jurisdictionSchema,
  units: z.array(unitSchema),
  places: z.array(placeSchema),
  namesakes: z.array(namesakeSchema),
  fields: z.array(fieldSchema),
  topics: z.array(topicSchema),
  bodies: z.array(bodySchema),
  signals: signalsSchema,
  levels: levelsSchema,
  rules: z.array(ruleSchema),
  exceptions: z.array(exceptionSchema),
  portfolios: z.array(portfolioSchema),
  outlets: z.array(outletSchema),
  templates: z.array(templateSchema),
  deadlines: z.array(deadlineSchema),
  clocks: clocksSchema,
  calendar: z.array(calendarSchema),
  policies: z.array(policySchema),
  sources: z.array(sourceSchema),
  roster: z.array(rosterSchema),
  examples: z.array(exampleSchema),
} as const;

export type Profile = { [K in keyof typeof profileFiles]: z.output<(typeof profileFiles)[K]> };
/** What users edit, by the file's stem; roster and sources are kept elsewhere. */
export type DirectoryKind = Exclude<keyof Profile, 'roster' | 'sources'>;
export type Unit = z.output<typeof unitSchema>;
export type Place = z.output<typeof placeSchema>;
export type Namesake = z.output<typeof namesakeSchema>;
export type Field = z.output<typeof fieldSchema>;
export type Topic = z.output<typeof topicSchema>;
export type Body = z.output<typeof bodySchema>;
export type RoutingRule = z.output<typeof ruleSchema>;
export type RoutingException = z.output<typeof exceptionSchema>;
export type Portfolio = z.output<typeof portfolioSchema>;
export type Outlet = z.output<typeof outletSchema>;
export type CalendarDay = z.output<typeof calendarSchema>;
export type DeadlineRule = z.output<typeof deadlineSchema>;
export type Levels = z.output<typeof levelsSchema>;
export type SourceSpec = z.output<typeof sourceSchema>;
export type RosterEntry = z.output<typeof rosterSchema>;
export type ResponseTemplate = z.output<typeof templateSchema>;
export type PolicySpec = z.output<typeof policySchema>;
