import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isRecord } from '../../lib/http/isRecord';
import { timed } from './timed';

/**
 * What no mapping of these items could do without, and none of it ours: the library's reading and spelling of every phone,
 * one pass over every item as text, one hash. Being work of the same kind on the same items, it becomes slower as the mapping
 * does, on another machine and beside other programs.
 * @returns milliseconds of the processor
 */
export function yardstick(items: readonly unknown[]): number {
	const { result: hashes, cpuMs } = timed(() => items.map(workOn));
	if (hashes.length !== items.length) throw new Error('The yardstick found nothing to do');
	return cpuMs;
}

function workOn(item: unknown): string {
	const { contact } = item as { contact: { phone: string | null } };
	const number = contact.phone === null ? undefined : parsePhoneNumberFromString(contact.phone, 'AU');
	const phone = number?.getType() === undefined ? '' : number.formatInternational();
	const copy: unknown = JSON.parse(JSON.stringify(item).normalize('NFC'));
	return createHash('sha256').update(phone + Object.keys(isRecord(copy) ? copy : {}).join()).digest('hex');
}
