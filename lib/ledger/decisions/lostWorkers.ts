import type { Step } from '../store/step';
import { noteFact } from './facts';

const HOUR_MS = 60 * 60_000;
/** So many within an hour are no accident: something ends workers again and again, such as too little memory. */
const TOO_MANY = 4;

/**
 * n8n lost a worker, and with it the execution that it ran. What that one held is due again, so nobody need hear of one: if it
 * then goes well all is well, and if not the records say so themselves.
 * @returns whether it has become too many to be left untold, and how many there were within the hour
 */
export function noteLostWorker(now: number): Step<{ isToTell: boolean; withinHour: number }> {
	return {
		name: 'noteLostWorker',
		need: { facts: ['lost workers'] },
		decide: (found) => {
			const earlier = found.fact('lost workers')?.value.at ?? [];
			const at = [...earlier.filter((time) => time > now - HOUR_MS), now].slice(-TOO_MANY);
			return { answer: { isToTell: at.length >= TOO_MANY, withinHour: at.length }, changes: noteFact(found, 'lost workers', { at }) };
		},
	};
}
