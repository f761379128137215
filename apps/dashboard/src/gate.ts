import type { RouteLocationNormalized } from 'vue-router';
import type { Me, Right } from '../../api/src/contract/index.js';

declare module 'vue-router' {
  interface RouteMeta {
    title?: string;
    /** Without the frame of the shell. */
    bare?: boolean;
    /** Anyone may open it. */
    open?: boolean;
    needs?: Right;
  }
}

/** The first page of a person (dashboard.md, "Who sees what first"). */
export function firstPage(me: Me): string {
  if (me.role === 'liaison') return '/duties';
  if (me.rights.includes('incidents.read')) return '/incidents';
  return me.rights.includes('system.read') ? '/system' : '/directory';
}

/** Where to instead of `to`, or true. `me` is null when nobody is logged in. */
export function gate(
  to: Pick<RouteLocationNormalized, 'meta' | 'path' | 'fullPath' | 'name'>,
  me: Me | null,
) {
  if (to.meta.open) return me && !me.mustChangePassword ? { path: firstPage(me) } : true;
  if (!me) return { path: '/login', query: to.name === 'home' ? {} : { next: to.fullPath } };
  if (me.mustChangePassword && to.path !== '/password') return { path: '/password' };
  if (to.name === 'home') return { path: firstPage(me) };
  if (to.meta.needs && !me.rights.includes(to.meta.needs)) return { path: firstPage(me) };
  return true;
}
