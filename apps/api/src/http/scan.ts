import { kindOfFile, LARGEST_FILE, plainName, SCAN_TYPES } from '#respond';
import { badInput } from './problem.js';

export interface Scan {
  name: string;
  type: string;
  size: number;
  content: Buffer;
}

/**
 * A scan or a photo as it was handed in.
 * @param what what it is called to the person who hands it in
 * @throws ProblemError 400 for what is no PDF, PNG or JPEG by its content, or too large
 */
export function readScan(given: { name: string; base64: string }, what = '附件'): Scan {
  const content = Buffer.from(given.base64, 'base64');
  const type = kindOfFile(content)?.type;
  if (!type || !SCAN_TYPES.includes(type))
    throw badInput(`${what}只能是 PDF、PNG 或 JPEG 文件，请转换格式后再上传。`);
  if (content.length > LARGEST_FILE) throw badInput(`${what}过大，每个不超过 3.5 MB，请压缩或拆分后再上传。`);
  return { name: plainName(given.name).slice(0, 100) || what, type, size: content.length, content };
}
