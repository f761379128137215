import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import type { Right } from '#access';
import type { contractSchemas } from '../contract/schemas.js';

/** A shape of `apps/api/src/contract`. */
export type Shape = keyof typeof contractSchemas;

/** What an endpoint needs and gives; the one place for the permission and the description in OpenAPI. */
export interface EndpointSpec {
  /** One English line for OpenAPI. */
  summary: string;
  /** Right that the caller needs; `signed-in`: any account or token; `public`: nobody in particular. */
  needs: Right | 'signed-in' | 'public';
  /** Rests on no cookie, so that it does not matter which page asks. */
  anyOrigin?: boolean;
  /** The schema it is checked by, or the shape where a step checks it. */
  body?: z.ZodType | Shape;
  query?: z.ZodObject;
  /** What comes as JSON; absent: nothing, or another kind of document. */
  returns?: Shape | `Page<${Shape}>` | `List<${Shape}>`;
}

export const ENDPOINT = 'huiyin:endpoint';

/** Marks a handler with its permission and describes it; a handler without it is refused by the guard. */
export const Endpoint = (spec: EndpointSpec): MethodDecorator => {
  const decorators = [
    SetMetadata(ENDPOINT, spec),
    ApiOperation({ summary: spec.summary }),
    ApiResponse({ status: '2XX', description: spec.returns ?? spec.summary, ...answerOf(spec) }),
    ApiResponse({
      status: 'default',
      description: 'Problem',
      content: { 'application/problem+json': { schema: reference('Problem') } },
    }),
  ];
  if (spec.body)
    decorators.push(
      ApiBody({ schema: typeof spec.body === 'string' ? reference(spec.body) : openApiSchema(spec.body) }),
    );
  for (const [name, shape] of Object.entries(spec.query?.shape ?? {}))
    decorators.push(ApiQuery({ name, required: false, schema: openApiSchema(shape as z.ZodType) }));
  return applyDecorators(...decorators);
};

const reference = (shape: string) => ({ $ref: `#/components/schemas/${shape}` });

/** A page carries a cursor, a list is whole. */
function answerOf({ returns }: EndpointSpec) {
  if (!returns) return {};
  const [, kind, of] = /^(Page|List)<(\w+)>$/.exec(returns) ?? [];
  const items = { type: 'array' as const, items: reference(of ?? '') };
  const next = kind === 'Page' && { next: { type: 'string' as const, nullable: true } };
  const schema = of ? { type: 'object' as const, properties: { items, ...next } } : reference(returns);
  return { content: { 'application/json': { schema } } };
}

const openApiSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as object;
