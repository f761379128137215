import type { Role } from '#access';

/** Who may use a route: these roles, everybody who is logged in, or anybody at all. */
export type Allowed = Role[] | 'signed-in' | 'public';

export const readers: Role[] = ['monitor', 'office', 'liaison', 'leader'];
export const deciders: Role[] = ['monitor', 'office'];
