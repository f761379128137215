import { Injectable } from '@nestjs/common';
import { parse as parseCsv } from 'csv-parse/sync';
import { DataSource } from 'typeorm';
import writeExcel from 'write-excel-file/node';
import type { Principal } from '#access';
import { planKnownPlaces, PLACE_COLUMNS, PLACE_TYPE_WORDS, type Place, type PlacePlan } from '#jurisdiction';
import { readDirectory, readEntries, readFiles } from '#jurisdiction/service';
import type { KnownPlacesRead } from '../contract/index.js';
import { badInput } from '../http/problem.js';

/** Edits one change may hold. */
const MOST = 500;
const ZIP = 'PK\u0003\u0004';

/** 知名地点 from a sheet: what it would change, to be put into a change that is tried and approved like any other. */
@Injectable()
export class PlaceImport {
  constructor(private readonly database: DataSource) {}

  /**
   * @param file Excel (.xlsx) or CSV (UTF-8 or GBK)
   * @throws RosterFileError, ProblemError bad_input where the file as a whole cannot be read
   */
  async read(caller: Principal, file: { name: string; content: string }): Promise<KnownPlacesRead> {
    const rows = await gridOf(file.name, Buffer.from(file.content, 'base64'));
    const { manager } = this.database;
    const [{ entries }, directory] = await Promise.all([
      readEntries(manager, caller.jurisdictionId),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const places = new Map(directory.profile.places.map((place) => [place.code, place]));
    const standing = entries.of('places').flatMap(({ key, body, revision }) => {
      const place: Place | undefined = places.get(key);
      return place ? [{ place, body, revision }] : [];
    });
    return present(planKnownPlaces(rows, standing));
  }
}

function present({ edits, unchanged, problems }: PlacePlan): KnownPlacesRead {
  const tooMany = edits.length > MOST;
  const message = `一次最多 ${MOST} 处，表中有 ${edits.length} 处，请分几个文件导入。`;
  return {
    edits: tooMany
      ? []
      : edits.map(({ kind, key, name, body, before, expectedRevision = null }) => ({
          kind,
          key,
          name,
          body,
          before,
          expectedRevision,
        })),
    unchanged: unchanged.length,
    problems: tooMany ? [{ row: 0, column: '', message }, ...problems] : problems,
  };
}

/** The cells of the first sheet as text. */
async function gridOf(name: string, bytes: Buffer): Promise<string[][]> {
  if (bytes.subarray(0, 4).toString('latin1') === ZIP || !/\.(csv|txt)$/i.test(name)) {
    const [file] = await readFiles(name, bytes);
    if (!file?.grids[0]) throw badInput(file?.problem ?? '表中没有内容，请下载模板填写后再导入。');
    return file.grids[0].rows;
  }
  try {
    const text = textOf(bytes).replace(/^\ufeff/, '');
    return parseCsv(text, { relaxColumnCount: true, relaxQuotes: true });
  } catch {
    throw badInput('这个文件不能按 CSV 读取，请另存为 Excel（.xlsx）后再导入。');
  }
}

/** Excel saves CSV in GBK on Chinese machines. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const WIDE = new Set(['aliases', 'notWords', 'basis']);

/** The blank form: a head line, and a sheet that says how it is filled in. What it asks for, the import reads. */
export function knownPlacesForm(): Promise<Buffer> {
  const columns = Object.entries(PLACE_COLUMNS);
  const help = [
    '一行填写一个地点。名录中已有同名的知名地点，按表中内容修改；表中空着的格不改动原有内容。',
    `必填：${PLACE_COLUMNS.name}、${PLACE_COLUMNS.type}、${PLACE_COLUMNS.basis}。`,
    `${PLACE_COLUMNS.type}填：${Object.values(PLACE_TYPE_WORDS).join('；')}。`,
    `${PLACE_COLUMNS.parent}填名录中的名称。跨几个乡镇（街道）或没有定的留空：文中提到它只认定属于本市，由人工确定责任单位。`,
    `${PLACE_COLUMNS.aliases}、${PLACE_COLUMNS.notWords}有几个的用顿号隔开。${PLACE_COLUMNS.notWords}是含这个名称但另有所指的词。`,
    `${PLACE_COLUMNS.common}：外地也多有此名或本是普通词语的填“是”。`,
    `${PLACE_COLUMNS.basis}如：教育部门学校名单（2026年）、实地核实。`,
  ];
  return writeExcel([
    {
      sheet: '知名地点',
      data: [columns.map(([, value]) => ({ value, fontWeight: 'bold' as const, wrap: true }))],
      columns: columns.map(([key]) => ({ width: WIDE.has(key) ? 32 : 18 })),
    },
    { sheet: '填写说明', data: help.map((value) => [{ value, wrap: true }]), columns: [{ width: 100 }] },
  ]).toBuffer();
}
