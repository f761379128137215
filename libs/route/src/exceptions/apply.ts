import { inForce, type CompiledException, type MatterView, type RoutingException } from '#jurisdiction';
import { add, type Matter } from '../matter.js';
import { townshipNames } from '../stages/places.js';
import { poolOwner } from '../stages/responsibility.js';
import { outcomeOf, Unusable, type Outcome } from './outcome.js';
import { viewOf } from './view.js';

/** Rules that ask who shall answer; a row that says it has answered them. */
const WHO_ANSWERS = ['RT-12', 'RT-14', 'RT-42'];

/**
 * What this city does otherwise than the rules say (`exceptions.json`), in the order of the rows. Stands between
 * responsibility and coordination: who coordinates always follows from the rules. A matter the office holds because it may
 * lie outside (RT-41) waits for its place first. A row that cannot be carried out changes nothing and asks a person.
 */
export function exceptions(matter: Matter): void {
  const book = matter.directory.exceptions;
  if (book.size === 0 || matter.heldByOffice) return;
  const view = viewOf(matter);
  for (const exception of book.candidates(view))
    if (inForce(exception.row, matter.context.at) && carryOut(matter, exception, view) && exception.row.stop)
      return;
}

/** @returns whether the row applied */
function carryOut(matter: Matter, exception: CompiledException, view: MatterView): boolean {
  const { row } = exception;
  try {
    const { applies, outdated } = exception.on(view);
    if (!applies) return false;
    const outcome = outcomeOf(row, matter);
    add(matter.rules, row.key);
    matter.note(row.key, change(matter, row, outcome), wordsOf(matter, exception));
    if (row.then.ask) matter.ask(row.key, row.then.ask);
    for (const { name, today } of outdated)
      matter.ask(
        row.key,
        `例外${row.key}“${row.name}”提到的${name}现由${today}承继，请确认本件是否仍适用，并改用现名。`,
      );
    return true;
  } catch (error) {
    failed(matter, row, error instanceof Unusable ? error.message : '条件无法计算');
    return false;
  }
}

/** Never silently: the incident goes to a person, who learns which row failed and why. */
function failed(matter: Matter, row: RoutingException, reason: string): void {
  matter.note(row.key, `例外“${row.name}”没有执行：${reason}；以下按规则派单，由人确认。`);
  matter.ask(row.key, `例外${row.key}“${row.name}”没有执行（${reason}），请确认由谁负责，并修改该条例外。`);
}

/** Carries the row out and tells what it changed. */
function change(matter: Matter, row: RoutingException, outcome: Outcome): string {
  const said: string[] = [];
  const { respondents, firstResponsible, assisting, informed } = outcome;
  if (respondents.length > 0) said.push(respond(matter, respondents));
  if (firstResponsible.length > 0) said.push(`${firstResponsible.join('、')}列第一责任主体`);
  if (assisting.length > 0) said.push(`${assisting.join('、')}协助`);
  if (informed.length > 0) said.push(`知会${informed.join('、')}`);
  add(matter.firstResponsible, ...firstResponsible);
  add(matter.assisting, ...assisting);
  add(matter.informed, ...informed);
  if (said.length === 0) said.push('须由人确认');
  return `本市例外“${row.name}”：${said.join('，')}。依据：${row.basis}`;
}

/** Those named answer; departments the rules had found assist them. Townships concerned stay first responsible. */
function respond(matter: Matter, respondents: string[]): string {
  const before = [...matter.respondents];
  const gone = before.filter((name) => !respondents.includes(name));
  const places = townshipNames(matter.directory);
  const departments = gone.filter((name) => !places.has(name) && name !== poolOwner(matter));
  matter.respondents.splice(0, Infinity, ...respondents);
  if (matter.superiors.length === 0) {
    const kept = matter.firstResponsible.filter((name) => !departments.includes(name));
    matter.firstResponsible.splice(0, Infinity);
    add(matter.firstResponsible, ...respondents, ...kept);
  }
  add(matter.assisting, ...departments);
  matter.withdraw(...WHO_ANSWERS);
  if (respondents.some((name) => name !== poolOwner(matter))) matter.flags.delete('unassigned_pool');
  if (gone.length === 0) return `由${respondents.join('、')}回应`;
  return `由${respondents.join('、')}回应（按规则为${before.join('、')}${departments.length > 0 ? '，改为协助' : ''}）`;
}

/** The words of the text by which what the row speaks of was found, for marking. */
function wordsOf(matter: Matter, { row, condition }: CompiledException): string[] {
  const literals = condition.ok ? condition.literals.map(({ value }) => value) : [];
  const topics = row.topics.map((no) => matter.directory.topic(no)?.name);
  const named = new Set<string | undefined>([...literals, ...row.units, ...row.places, ...topics]);
  const { judgement } = matter;
  const words = [
    ...judgement.topics.flatMap((hit) => (named.has(hit.name) ? hit.words : [])),
    ...judgement.places.flatMap((hit) => (named.has(hit.name) || named.has(hit.via ?? '') ? hit.words : [])),
    ...judgement.bodies.flatMap((hit) => (named.has(hit.unit) ? hit.words : [])),
  ];
  return [...new Set(words)];
}
