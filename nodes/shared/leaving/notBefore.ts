import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';

/**
 * The next step of an item that had better not be sent again before a certain time, with that time as the user's clock shows
 * it. An item of a ledger is sent again by the ledger, so it is told no time. Pure.
 * @param zone IANA name, as n8n has it for the workflow
 */
export function withTime(json: IDataObject, zone: string): IDataObject {
	const { nextStep, retryAt, ledger } = json;
	if (typeof nextStep !== 'string' || typeof retryAt !== 'string' || isRecord(ledger)) return json;
	const at = Date.parse(retryAt);
	return Number.isNaN(at) ? json : { ...json, nextStep: `${nextStep} Not before ${clockTime(at, zone)}.` };
}

/** `30 Nov 2026, 12:41 (Australia/Sydney)` */
function clockTime(at: number, zone: string): string {
	const words = (timeZone: string) => `${new Intl.DateTimeFormat('en-AU', { timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)} (${timeZone})`;
	try {
		return words(zone);
	} catch {
		return words('UTC'); // A zone that this Node does not know.
	}
}
