/** monitor 市委宣传部, office 市政府办公室, liaison (a unit's people), leader, administrator, auditor. */
export const ROLES = ['monitor', 'office', 'liaison', 'leader', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const RIGHTS = [
  'incidents.read',
  'incidents.all',
  'incidents.restricted',
  'incidents.original',
  'routing.decide',
  'levels.confirm',
  'items.enter',
  'duties.sign',
  'sources.manage',
  'directory.read',
  'directory.change',
  'roster.read',
  'roster.manage',
  'refusals.decide',
  'orders.manage',
  'calls.record',
  'duties.urge',
  'supervisions.issue',
  'upward.report',
  'accounts.manage',
  'channels.manage',
  'system.read',
] as const;
export type Right = (typeof RIGHTS)[number];

/**
 * Who may do what. Administrator, auditor and those who handle incidents are kept apart (GB/T 22239 分权): the
 * administrator sees no incident, the auditor changes nothing.
 */
const table: Record<Role, readonly Right[]> = {
  monitor: [
    'incidents.read',
    'incidents.all',
    'incidents.restricted',
    'incidents.original',
    'routing.decide',
    'levels.confirm',
    'items.enter',
    'duties.sign',
    'sources.manage',
    'directory.read',
    'directory.change',
    'roster.read',
    'refusals.decide',
    'orders.manage',
    'calls.record',
    'duties.urge',
    'supervisions.issue',
    'upward.report',
  ],
  office: [
    'incidents.read',
    'incidents.all',
    'incidents.original',
    'routing.decide',
    'levels.confirm',
    'items.enter',
    'duties.sign',
    'sources.manage',
    'directory.read',
    'directory.change',
    'roster.read',
    'roster.manage',
    'refusals.decide',
    'orders.manage',
    'calls.record',
    'duties.urge',
    'supervisions.issue',
    'upward.report',
  ],
  liaison: ['incidents.read', 'duties.sign', 'items.enter', 'directory.read'],
  leader: ['incidents.read', 'directory.read', 'refusals.decide', 'supervisions.issue'],
  administrator: [
    'sources.manage',
    'directory.read',
    'roster.read',
    'accounts.manage',
    'channels.manage',
    'system.read',
  ],
  auditor: ['system.read', 'directory.read'],
};

export const rightsOf = (role: Role): readonly Right[] => table[role];
