import type { Judgement, Routing } from '#incidents';
import type { Directory } from '#jurisdiction';
import { exceptions } from './exceptions/apply.js';
import { finish } from './finish.js';
import { Matter, type RouteContext } from './matter.js';
import { findDepartments } from './stages/bodies.js';
import { coordination } from './stages/coordination.js';
import { intercept } from './stages/intercept.js';
import { overlays } from './stages/overlays.js';
import { findPlaces } from './stages/places.js';
import { policyDrafter } from './stages/policy.js';
import { responsibility } from './stages/responsibility.js';

/**
 * Decides whose job a judged matter is (交办), by the rules RT-00…RT-55 in the order of
 * `domain/rules/routing-rules.json`: intercepts → story or old event → misread policy → place → bodies →
 * responsibility → the city's exceptions → coordination → overlays. Pure: the same judgement, directory and day give the same routing.
 * A matter that is not relevant, or that an intercept ends, comes out with no respondents (`isDispatched`).
 */
export function route(judgement: Judgement, directory: Directory, context: RouteContext): Routing {
  const matter = new Matter(judgement, directory, context);
  if (intercept(matter)) return finish(matter);
  const drafted = policyDrafter(matter);
  findPlaces(matter);
  if (!matter.heldByOffice && !drafted) findDepartments(matter);
  responsibility(matter);
  exceptions(matter);
  coordination(matter);
  overlays(matter);
  return finish(matter);
}
