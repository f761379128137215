import type { Mood, SignalKind } from '#incidents';
import { WordBook, type Directory, type WordMatch } from '#jurisdiction';
import type { Phrase } from '../signals/phrases.js';
import { placeLists, type PlaceKey } from '../places/place-lists.js';
import { perDirectory } from '../text/per-directory.js';
import {
  bodyLists,
  eventLists,
  generalHarmLists,
  harmLists,
  mustRespondLists,
  outrightLists,
  phraseLists,
  sensitiveLists,
  signalLists,
  topicLists,
  type BodyKey,
  type EventRule,
  type SensitiveFactor,
  type TopicKey,
} from './lists.js';

/** All words of the profile that stand in one text, by what asks for them. */
export interface FoundWords {
  places: WordMatch<PlaceKey>[];
  bodies: WordMatch<BodyKey>[];
  topics: WordMatch<TopicKey>[];
  /** Circumstances, and what the writer feels. */
  signals: WordMatch<SignalKind | Mood>[];
  /** Phrases that one of their signs stands for; whether they do stand there is for their patterns to say. */
  phrases: WordMatch<Phrase>[];
  events: WordMatch<EventRule>[];
  /** Levels of emergencies that words give outright. */
  outright: WordMatch<{ rule: EventRule; level: 'I' | 'II' | 'III' }>[];
  mustRespond: WordMatch<string>[];
  /** Sensitive factors (OP-6), the harm done in each, and harm of any kind. */
  sensitive: WordMatch<SensitiveFactor>[];
  harms: WordMatch<SensitiveFactor>[];
  generalHarm: WordMatch<'harm'>[];
}

/** Reads a text once for every word of the directory: the scan is the dear part of judging. */
export const profileWords = perDirectory((directory: Directory) => {
  const book = new WordBook();
  const places = book.add(placeLists(directory));
  const bodies = book.add(bodyLists(directory));
  const topics = book.add(topicLists(directory));
  const signals = book.add(signalLists(directory));
  const phrases = book.add(phraseLists(directory));
  const events = book.add(eventLists(directory));
  const outright = book.add(outrightLists(directory));
  const mustRespond = book.add(mustRespondLists(directory));
  const sensitive = book.add(sensitiveLists(directory));
  const harms = book.add(harmLists(directory));
  const generalHarm = book.add(generalHarmLists(directory));
  return (text: string): FoundWords => {
    const scan = book.scan(text);
    return {
      places: places(scan),
      bodies: bodies(scan),
      topics: topics(scan),
      signals: signals(scan),
      phrases: phrases(scan),
      events: events(scan),
      outright: outright(scan),
      mustRespond: mustRespond(scan),
      sensitive: sensitive(scan),
      harms: harms(scan),
      generalHarm: generalHarm(scan),
    };
  };
});
