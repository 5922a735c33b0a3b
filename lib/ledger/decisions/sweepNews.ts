import type { Step } from '../store/step';
import { sweepOf, type WholeReading } from './facts';
import { end, raise, type Alert } from './outbox';

/** What a sweep is news of: it breaks off, or reads all again. */
export type SweepNews = { state: 'broken'; alert: Alert } | { state: 'whole'; key: string; title: string };

/**
 * Tells what a sweep came to, where no other has begun since: the newer one speaks for itself. One that ended well before
 * would take back what the newer one has told, and the next failure would be told anew. @returns whether it is news
 */
export function tellSweep(sweep: number, news: SweepNews, now: number, of: WholeReading = 'sweep'): Step<{ isNews: boolean }> {
	const key = news.state === 'broken' ? news.alert.key : news.key;
	return {
		name: 'tellSweep',
		need: { alerts: [key], facts: [of] },
		decide: (found) => {
			if (sweepOf(found, of).number !== sweep) return { answer: { isNews: false }, changes: [] };
			const was = found.alert(key);
			const changes = news.state === 'broken' ? raise(was, news.alert, now) : end(was, { title: news.title, message: '', nextStep: '', links: [], good: true }, now);
			return { answer: { isNews: changes.length > 0 }, changes };
		},
	};
}
