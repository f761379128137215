import { strFromU8, unzipSync } from 'fflate';
import { DeadlineRow, IncidentRow } from '#incidents/service';
import { letterDocx } from '#deliver/service';
import { officialDocx } from '#paper';
import type { DocumentView, SupervisionView, UpwardIssue } from '../../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../../support/api.js';
import { print, printerAvailable, type PrintedPaper } from '../../support/printed.js';
import { MORNING } from '../../support/rows.js';
import { makeMatter, UNIT } from '../../api/world.js';

/** Every kind of paper goes through a real word processor: it opens, stands on A4, and says all it was to say. */
(printerAvailable() ? describe : describe.skip)('papers, printed', () => {
  const papers = new Map<string, Buffer>();
  let printed: Map<string, PrintedPaper>;
  let api: TestApi;
  let office: Client;
  let path: string;

  beforeAll(async () => {
    api = await createTestApi();
    api.clock.set(MORNING);
    office = await api.as('office', '市政府办公室');
    await fromRecord();
    const parts = { from: '清岚市政府办公室', title: '关于商请核实有关情况的函', date: '2026年11月23日' };
    papers.set(
      '协调函',
      await letterDocx({
        ...parts,
        number: '清舆函〔2026〕3号',
        to: '某县人民政府办公室',
        paragraphs: ['请予核实。'],
      }),
    );
    const lines = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + i).repeat(28));
    papers.set(
      '满页',
      await officialDocx({
        ...parts,
        head: parts.from,
        number: null,
        to: null,
        paragraphs: [`${lines[0]!.slice(2)}${lines.slice(1).join('')}`],
      }),
    );
    printed = print(papers);
  });
  afterAll(() => api?.close());

  /** The five papers made from the record, a report to the superior, and a supervision order, as the dashboard fetches them. */
  async function fromRecord(): Promise<void> {
    const { incident, duty } = await makeMatter(api, '东街', UNIT);
    const { manager } = api.database.source;
    path = `/api/v1/incidents/${incident.id}`;
    await manager.insert(DeadlineRow, {
      incidentId: incident.id,
      rule: 'DL-03',
      kind: 'statutory',
      startsAt: MORNING,
      dueAt: MORNING,
      state: 'missed',
    });
    await manager.update(
      IncidentRow,
      { id: incident.id },
      { opinionLevel: '特别重大', opinionConfirmed: true },
    );
    for (const kind of ['bulletin', 'special', 'dispatch', 'uplift', 'accountability']) {
      const made = await office.post(`${path}/documents`, { kind });
      const { id, name } = made.json<DocumentView>();
      papers.set(name, (await office.get(`/api/v1/documents/${id}/document.docx`)).bytes);
    }
    const issue = (
      await office.post(`${path}/reports`, { addressee: '吕梁市委宣传部', final: false })
    ).json<UpwardIssue>();
    papers.set('首报', (await office.get(`/api/v1/reports/upward/${issue.id}/report.docx`)).bytes);
    const sheet = (
      await office.post('/api/v1/supervisions', {
        title: '关于督促办理停水舆情的督办单',
        cause: '该舆情已过签收时限，至今未签收。',
        urgency: 'urgent',
        parts: [
          {
            assignmentId: duty.id,
            requirement: '立即签收并报送初报',
            dueAt: new Date(MORNING.getTime() + 86_400_000).toISOString(),
          },
        ],
      })
    ).json<SupervisionView>();
    papers.set('督办单', (await office.get(`/api/v1/supervisions/${sheet.id}/order.docx`)).bytes);
  }

  it('open on A4 with a page number “— 1 —” on every page', () => {
    expect(printed.size).toBe(9);
    for (const [name, { size, pages }] of printed) {
      expect([name, size.map(Math.round)]).toEqual([name, [595, 842]]);
      pages.forEach((page, i) => expect([name, squeezed(page.at(-1)!)]).toEqual([name, `—${i + 1}—`]));
    }
  });

  it('say every word of the document, in its order', () => {
    for (const [name, paper] of printed) {
      const said = squeezed(paper.text).replace(/—\d+—/gu, '');
      for (const paragraph of paragraphsOf(papers.get(name)!))
        expect({ name, lost: lostIn(said, squeezed(paragraph)) }).toEqual({ name, lost: [] });
      expect(said.indexOf(squeezed(headOf(papers.get(name)!)))).toBe(0);
    }
  });

  it('have 22 lines of 28 characters on a full page', () => {
    const { pages } = printed.get('满页')!;
    const second = pages[1]!.slice(0, -1);
    expect(second).toHaveLength(22);
    for (const line of second) expect(squeezed(line)).toHaveLength(28);
  });
});

const squeezed = (text: string) => text.replace(/\s/gu, '');

/** The texts of a document's paragraphs, tables too. */
function paragraphsOf(docx: Buffer): string[] {
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) => [...paragraph.matchAll(/<w:t[^>]*>([^<]*)</g)].map((run) => run[1]).join(''))
    .filter((text) => text.trim() !== '');
}

const headOf = (docx: Buffer): string => paragraphsOf(docx)[0]!;

/** Pieces of ten signs of a paragraph that are not on the paper; the line may break anywhere. */
function lostIn(said: string, paragraph: string): string[] {
  const pieces = paragraph.match(/.{1,10}/gsu) ?? [];
  return pieces.filter((piece) => !said.includes(piece));
}
