import { DateTime } from 'luxon';
import { In, type EntityManager } from 'typeorm';
import type { OfficialPaper } from '#paper';
import type { Directory } from '#jurisdiction';
import { IncidentRow, RefusalRow } from '#incidents/service';
import { displayNames } from '../incidents/names.js';
import { actorWords, groundWords } from '../incidents/words.js';
import type { LoadedSupervision } from './supervision-reader.js';

const zone = { zone: 'Asia/Shanghai' };
const minute = (at: Date | null) => (at ? DateTime.fromJSDate(at, zone).toFormat('M月d日 HH:mm') : '');
const day = (at: Date) => DateTime.fromJSDate(at, zone).toFormat('yyyy年M月d日');
const urgencies = { normal: '平件', urgent: '加急', most_urgent: '特急' };
const mustRespond: Record<string, string> = {
  'MR-1': '误解误读',
  'MR-2': '公众切身利益',
  'MR-3': '冲击道德底线',
  'MR-4': '突发事件、灾害、公共卫生',
  'MR-5': '上级要求',
  'MR-6': '社会热点',
};

/** 孝义市政府办公室 of 市政府办公室. */
const full = (city: string, unit: string) => (unit.startsWith('市') ? `${city}${unit.slice(1)}` : unit);

/**
 * The supervision order on paper, with the fields of domain.zh.md 2.4 (交办单／督办单): what is stored now, of the parts
 * its reader may see.
 */
export async function supervisionPaper(
  manager: EntityManager,
  { row, parts }: LoadedSupervision,
  directory: Directory,
): Promise<OfficialPaper> {
  const incidents = [...new Map(parts.map(({ incident }) => [incident.id, incident])).values()];
  const assignmentId = In(parts.map(({ part }) => part.assignmentId));
  const [names, sources, refusals] = await Promise.all([
    displayNames(manager, [row.draftedBy, row.issuedBy, ...parts.map(({ duty }) => duty.signedBy)]),
    sourcesOf(
      manager,
      incidents.map(({ id }) => id),
    ),
    manager.find(RefusalRow, { where: { assignmentId }, order: { raisedAt: 'ASC' } }),
  ]);
  const name = (login: string | null) => (login ? (names.get(login) ?? login) : '');
  const from = full(directory.profile.jurisdiction.name, row.issuer);
  return {
    head: from,
    number: row.number ?? '（未签发）',
    title: `${row.rehearsal ? '【演练】' : ''}${row.title}`,
    to: [...new Set(parts.map(({ part }) => part.unit))].join('、'),
    paragraphs: [
      row.cause,
      parts.length > 1
        ? '请各单位按下表所列要求和时限办理，涉及多个单位的，按各自职责办理，口径保持一致，并按时报送办理情况。'
        : '请按下表所列要求和时限办理，并按时报送办理情况。',
    ],
    fields: [
      ['紧急程度', urgencies[row.urgency]],
      ...incidents.flatMap((incident) => matterFields(incident, sources.get(incident.id) ?? '')),
      ...refusals.map(({ unit, ground, note }): [string, string] => [
        '退办理由',
        `${unit}：${groundWords[ground] ?? ''}，${note}`,
      ]),
      ['交办人', name(row.draftedBy)],
      ['审批人', name(row.issuedBy)],
    ],
    table: {
      head: ['承办单位', '办理要求', '办理时限', '签收', '办理情况'],
      rows: parts.map(({ part, duty, incident }) => [
        incidents.length > 1 ? `${part.unit}\n（${incident.number}）` : part.unit,
        part.requirement,
        minute(part.dueAt),
        duty.signedAt
          ? `${minute(duty.signedAt)}${duty.signedBy ? `\n${actorWords(duty.signedBy, names)}` : ''}`
          : '未签收',
        part.answer ?? '',
      ]),
    },
    closing: ['请就事办事，不得寻找发帖人、不得要求删帖。'],
    from,
    date: day(row.issuedAt ?? row.draftedAt),
  };
}

function matterFields(incident: IncidentRow, source: string): [string, string][] {
  const { routing } = incident;
  const list = (units: string[] | undefined) => units?.join('、') ?? '';
  const fields: [string, string][] = [
    ['舆情标题', `${incident.title}（编号${incident.number}）`],
    ['来源', source],
    ['发现时间', minute(incident.discoveredAt)],
    [
      '等级',
      `舆情等级${incident.opinionLevel}，突发事件等级${incident.eventLevel === 'none' ? '未定级' : `${incident.eventLevel}级`}`,
    ],
    ['必须回应情形', incident.mustRespond.map((rule) => mustRespond[rule] ?? rule).join('、')],
    ['第一责任主体', list(routing?.firstResponsible)],
    ['回应主体', list(routing?.respondents)],
    [
      '协调主体',
      list(routing?.coordinators.map(({ lead, with: beside }) => (beside ? `${lead}会同${beside}` : lead))),
    ],
    ['牵头部门', routing?.lead ?? ''],
  ];
  return fields.filter(([, value]) => value !== '');
}

/** Names of the sources only: no account, no link. */
async function sourcesOf(manager: EntityManager, ids: string[]): Promise<Map<string, string>> {
  const rows: { id: string; names: string[] }[] = await manager.query(
    `select link.incident_id as id, array_agg(distinct item.source ->> 'name') as names
     from incident_item link join item on item.id = link.item_id where link.incident_id = any($1::uuid[]) group by 1`,
    [ids],
  );
  return new Map(rows.map(({ id, names }) => [id, names.slice(0, 8).join('、')]));
}
