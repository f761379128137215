import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '#config';

type Schema = Record<string, unknown>;

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const keywords = new Map<ts.SyntaxKind, Schema>([
  [ts.SyntaxKind.StringKeyword, { type: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { type: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { type: 'boolean' }],
  [ts.SyntaxKind.UnknownKeyword, {}],
]);

/** The shapes of the contract as schemas of OpenAPI 3.0; a shape it cannot express is an error, not a gap. */
export function contractSchemas(): Record<string, Schema> {
  const folder = join(projectRoot(), 'apps/api/src/contract');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'schemas.ts');
  const schemas: Record<string, Schema> = {};
  for (const name of files.sort()) addShapes(schemas, join(folder, name));
  return schemas;
}

/** Each area of the interface has a file of its own; names are unique over all of them. */
function addShapes(schemas: Record<string, Schema>, file: string): void {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
  const add = (name: string, schema: Schema) => {
    if (name in schemas) throw new Error(`two shapes are called ${name}`);
    schemas[name] = schema;
  };
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement)) add(statement.name.text, schemaOf(statement.type));
    // A page is written out where it is used: OpenAPI has no generics.
    if (ts.isInterfaceDeclaration(statement) && !statement.typeParameters)
      add(statement.name.text, interfaceSchema(statement));
  }
}

function interfaceSchema(declaration: ts.InterfaceDeclaration): Schema {
  const own = objectSchema(declaration.members);
  const bases = (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((base) => reference(base.expression.getText())),
  );
  return bases.length > 0 ? { allOf: [...bases, own] } : own;
}

function objectSchema(members: ts.NodeArray<ts.TypeElement>): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const member of members) {
    if (!ts.isPropertySignature(member) || !member.type)
      throw new Error(`not expressible: ${member.getText()}`);
    const name = member.name.getText();
    properties[name] = schemaOf(member.type);
    if (!member.questionToken) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function schemaOf(type: ts.TypeNode): Schema {
  const keyword = keywords.get(type.kind);
  if (keyword) return keyword;
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType) };
  if (ts.isTypeLiteralNode(type)) return objectSchema(type.members);
  const [first, values] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  // Keys of a closed set are not named there.
  if (first && type.getText().startsWith('Partial<Record<')) return schemaOf(first);
  if (values && type.getText().startsWith('Record<'))
    return { type: 'object', additionalProperties: schemaOf(values) };
  if (ts.isTypeReferenceNode(type) && !type.typeArguments) return reference(type.typeName.getText());
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal))
    return { type: 'string', enum: [type.literal.text] };
  if (ts.isUnionTypeNode(type)) return unionSchema(type);
  throw new Error(`not expressible: ${type.getText()}`);
}

function unionSchema(union: ts.UnionTypeNode): Schema {
  const isNull = (type: ts.TypeNode) =>
    ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
  const parts = union.types.filter((type) => !isNull(type)).map(schemaOf);
  const nullable = parts.length < union.types.length && { nullable: true };
  const [only] = parts;
  if (only && parts.length === 1)
    return '$ref' in only ? { allOf: [only], ...nullable } : { ...only, ...nullable };
  const words = parts.flatMap((part) => (part['enum'] as string[] | undefined) ?? []);
  if (words.length === parts.length) return { type: 'string', enum: words, ...nullable };
  return { oneOf: parts, ...nullable };
}
