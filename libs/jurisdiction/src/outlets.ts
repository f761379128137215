import { inForce, type Directory } from './directory.js';
import type { Outlet } from './schema/profile.js';

/** Outlets in force on that day whose owner still exists, each under its owner's present name; the standard one first. */
export function outletsOn(directory: Directory, at: Date): Outlet[] {
  return directory.profile.outlets
    .filter((outlet) => inForce(outlet, at))
    .flatMap((outlet) => {
      const owner = directory.dutyHolder(outlet.owner, at)?.unit.name;
      return owner ? [{ ...outlet, owner }] : [];
    })
    .sort((a, b) => Number(b.standard) - Number(a.standard));
}

/** Where a text is published unless somebody says otherwise: the portal (notice task 8). Null: none is registered. */
export function standardOutlet(directory: Directory, at: Date): Outlet | null {
  const outlets = outletsOn(directory, at);
  return outlets.find(({ standard }) => standard) ?? outlets.find(({ kind }) => kind === 'portal') ?? null;
}
