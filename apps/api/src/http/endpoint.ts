import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import type { Right } from '#access';

/** What an endpoint needs and gives; the one place for the permission and the description in OpenAPI. */
export interface EndpointSpec {
  /** One English line for OpenAPI. */
  summary: string;
  /** Right that the caller needs; `signed-in`: any account or token; `public`: nobody in particular. */
  needs: Right | 'signed-in' | 'public';
  /** Rests on no cookie, so that it does not matter which page asks. */
  anyOrigin?: boolean;
  body?: z.ZodType;
  query?: z.ZodObject;
  /** Name of the shape in `apps/api/src/contract`. */
  returns?: string;
}

export const ENDPOINT = 'huiyin:endpoint';

/** Marks a handler with its permission and describes it; a handler without it is refused by the guard. */
export const Endpoint = (spec: EndpointSpec): MethodDecorator => {
  const decorators = [
    SetMetadata(ENDPOINT, spec),
    ApiOperation({ summary: spec.summary }),
    ApiResponse({ status: '2XX', description: spec.returns ?? 'nothing' }),
    ApiResponse({ status: 'default', description: 'Problem (application/problem+json)' }),
  ];
  if (spec.body) decorators.push(ApiBody({ schema: openApiSchema(spec.body) }));
  for (const [name, shape] of Object.entries(spec.query?.shape ?? {}))
    decorators.push(ApiQuery({ name, required: false, schema: openApiSchema(shape as z.ZodType) }));
  return applyDecorators(...decorators);
};

const openApiSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as object;
