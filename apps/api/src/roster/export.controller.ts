import { Body, Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { readRoster, SLOT_KEYS, type Entries } from '#jurisdiction/service';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, notFound } from '../http/problem.js';
import { Valid } from '../http/valid.js';
import { ANNEX, type AnnexSheet } from './annex.js';
import { annexDocx } from './annex-docx.js';
import { annexXlsx } from './annex-xlsx.js';
import { exportForm, maskedPerson } from './forms.js';
import { RosterDesk } from './roster-desk.js';
import { RosterReader } from './roster-reader.js';
import { listedUnits, readFacts } from './roster-state.js';
import { mayKeepRoster, mayReadRoster } from './who.js';

type Given = z.output<typeof exportForm>;
const body = new Valid(exportForm);
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
type Format = keyof typeof TYPES;
const blank: AnnexSheet = { unit: '', entries: {} };

/** The annex to download: blank, or filled in. Every filled one is logged. */
@Controller('api/v1/roster')
export class RosterExportController {
  constructor(
    private readonly database: DataSource,
    private readonly reader: RosterReader,
    private readonly desk: RosterDesk,
  ) {}

  @Get('form.xlsx')
  @Endpoint({ summary: 'The blank form of annex 2 (Excel)', needs: 'signed-in' })
  blankXlsx(): Promise<StreamableFile> {
    return file([blank], 'xlsx');
  }

  @Get('form.docx')
  @Endpoint({ summary: 'The blank form of annex 2 (Word)', needs: 'signed-in' })
  blankDocx(): Promise<StreamableFile> {
    return file([blank], 'docx');
  }

  @Post('export.xlsx')
  @HttpCode(200)
  @Endpoint({ summary: 'The annex filled in (Excel)', needs: 'signed-in', body: 'RosterExportForm' })
  async xlsx(@Caller() caller: Principal, @Body(body) given: Given): Promise<StreamableFile> {
    return file(await this.sheets(caller, given, 'xlsx'), 'xlsx');
  }

  @Post('export.docx')
  @HttpCode(200)
  @Endpoint({ summary: 'The annex filled in (Word)', needs: 'signed-in', body: 'RosterExportForm' })
  async docx(@Caller() caller: Principal, @Body(body) given: Given): Promise<StreamableFile> {
    return file(await this.sheets(caller, given, 'docx'), 'docx');
  }

  /** @throws ProblemError 403 when the caller may not have numbers in full, 404 for a unit that is not theirs to see */
  private async sheets(caller: Principal, { units, reason }: Given, format: Format): Promise<AnnexSheet[]> {
    return this.database.transaction(async (manager) => {
      const ground = await this.reader.ground(caller, manager);
      const listed = listedUnits(await readFacts(ground)).map((unit) => unit.name);
      const wanted = units.length > 0 ? units : listed.filter((unit) => mayReadRoster(caller, unit));
      if (
        wanted.length === 0 ||
        wanted.some((unit) => !listed.includes(unit) || !mayReadRoster(caller, unit))
      )
        throw notFound();
      if (reason !== null && wanted.some((unit) => !mayKeepRoster(caller, unit))) throw forbidden();
      const { key, jurisdictionId, at } = ground;
      const entries = await readRoster(manager, key, jurisdictionId, at, wanted);
      const subject = wanted.length === 1 ? (wanted[0] ?? '') : '全部';
      await this.desk.log(ground, caller, 'roster.exported', subject, {
        reason,
        format,
        units: wanted.length,
      });
      return wanted.map((unit) => ({ unit, entries: shown(entries.get(unit) ?? {}, reason !== null) }));
    });
  }
}

function shown(entries: Entries, plain: boolean): Entries {
  if (plain) return entries;
  return Object.fromEntries(
    SLOT_KEYS.map((slot) => [slot, maskedPerson(entries[slot] ?? null) ?? undefined]),
  );
}

async function file(sheets: AnnexSheet[], format: Format): Promise<StreamableFile> {
  const bytes = await (format === 'xlsx' ? annexXlsx(sheets) : annexDocx(sheets));
  const only = sheets.length === 1 && sheets[0]?.unit ? `-${sheets[0].unit}` : '';
  const name = encodeURIComponent(`${ANNEX.mark}${ANNEX.title}${only}.${format}`);
  return new StreamableFile(bytes, {
    type: TYPES[format],
    disposition: `attachment; filename="roster.${format}"; filename*=UTF-8''${name}`,
  });
}
